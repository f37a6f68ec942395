package dev.observatory.demo;

/** Says that bytes are no class file, or one of a version that is not known yet. */
final class UnparsableClassException extends Exception {
    private static final long serialVersionUID = 1L;

    UnparsableClassException(String message) {
        super(message);
    }

    UnparsableClassException(String message, Throwable cause) {
        super(message, cause);
    }
}
