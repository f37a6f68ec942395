package dev.observatory.agent;

/** Says why a method cannot be woven; the message completes the sentence "not woven: …". */
final class NotWeavableException extends Exception {
    private static final long serialVersionUID = 1L;

    NotWeavableException(String reason) {
        super(reason);
    }
}
