package dev.observatory.persistence;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a snapshot is saved or removed of which another version is stored than expected: another thread or process has been faster.
 * Nothing has changed. The usual response is to load the snapshot again and to repeat what was done with the machine.
 */
public final class SnapshotConflictException extends PersistenceException {
    private static final long serialVersionUID = 1L;
    private static final long UNKNOWN = -1;

    /** The key of the machine. */
    private final String key;

    /** The version that was expected. */
    private final long expected;

    /** The version that is stored. */
    private final long stored;

    /**
     * Creates an exception.
     *
     * @param key the key of the machine
     * @param expected the version that was expected
     * @param stored the version that is stored, or {@link MachinePersister#NOT_STORED}
     * @throws NullPointerException if {@code key} is null
     */
    public SnapshotConflictException(String key, long expected, long stored) {
        this(key, expected, stored, null);
    }

    private SnapshotConflictException(String key, long expected, long stored, @Nullable Throwable cause) {
        super(
                "Machine [" + requireNonNull(key, "key") + "] "
                        + (stored == UNKNOWN
                                ? "has been changed by another transaction"
                                : stored == MachinePersister.NOT_STORED
                                        ? "is not stored"
                                        : "has version [" + stored + "]")
                        + ", but "
                        + (expected == MachinePersister.NOT_STORED
                                ? "was expected to be new"
                                : "version [" + expected + "] was expected")
                        + "; load it again and repeat the change",
                cause);
        this.key = key;
        this.expected = expected;
        this.stored = stored;
    }

    /** Returns the exception for a database that has detected the conflict itself. */
    static SnapshotConflictException detected(String key, long expected, Throwable cause) {
        return new SnapshotConflictException(key, expected, UNKNOWN, cause);
    }

    /**
     * Returns the key of the machine.
     *
     * @return the key
     */
    public String key() {
        return key;
    }

    /**
     * Returns the version that was expected.
     *
     * @return the version that was passed; {@link MachinePersister#NOT_STORED} for a new machine
     */
    public long expectedVersion() {
        return expected;
    }

    /**
     * Returns the version that is stored.
     *
     * @return the version, or {@link MachinePersister#NOT_STORED}; empty if the transaction had to end without reading it
     */
    public OptionalLong storedVersion() {
        return stored == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(stored);
    }
}
