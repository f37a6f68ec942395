package dev.observatory.agent.bytecode;

/** Says why a method cannot be woven; the message completes the sentence "not woven: …". */
final class UnweavableMethodException extends Exception {
    private static final long serialVersionUID = 1L;

    UnweavableMethodException(String reason) {
        super(reason);
    }
}
