package dev.observatory.agent.bytecode;

/** Thrown when a method cannot be woven. The message is the reason and completes the sentence "not woven: …". */
final class UnweavableMethodException extends Exception {
    private static final long serialVersionUID = 1L;

    UnweavableMethodException(String reason) {
        super(reason);
    }
}
