package dev.observatory.demo;

/** Thrown when the arguments are invalid or select no jar; the message is printed to the user. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    static UsageException noSuchPath(Object path) {
        return new UsageException("No such file or folder: [" + path + "]");
    }
}
