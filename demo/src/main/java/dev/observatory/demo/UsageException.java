package dev.observatory.demo;

/** Says that the arguments name nothing to take a census of; the message is meant for the person who typed them. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    static UsageException noSuchPath(Object path) {
        return new UsageException("No such file or folder: [" + path + "]");
    }
}
