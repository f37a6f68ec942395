package dev.observatory.persistence;

import org.jspecify.annotations.Nullable;

/** Thrown if a text is not a snapshot that this version of the library can read. */
public final class SnapshotFormatException extends PersistenceException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the text. */
    private final String reason;

    SnapshotFormatException(String reason, @Nullable Throwable cause) {
        this("Snapshot", reason, cause);
    }

    private SnapshotFormatException(String subject, String reason, @Nullable Throwable cause) {
        super(subject + " cannot be read: " + reason, cause);
        this.reason = reason;
    }

    /** Returns an exception that also names the machine. */
    SnapshotFormatException of(String key, SnapshotTable table) {
        return new SnapshotFormatException("Snapshot of machine [" + key + "] in table [" + table + "]", reason, this);
    }
}
