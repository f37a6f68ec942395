package dev.observatory.demo;

/** Thrown when bytes are not a class file, or one of an unknown version. */
final class UnparsableClassException extends Exception {
    private static final long serialVersionUID = 1L;

    UnparsableClassException(String message) {
        super(message);
    }

    UnparsableClassException(String message, Throwable cause) {
        super(message, cause);
    }
}
