package dev.observatory.persistence;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.MachineSnapshot;

/**
 * A snapshot as it is stored. Immutable.
 *
 * @param key the key of the machine
 * @param version how often it has been saved
 * @param snapshot the snapshot
 */
public record StoredSnapshot(String key, long version, MachineSnapshot snapshot) {

    /**
     * Checks the components.
     *
     * @param key the key of the machine
     * @param version how often it has been saved
     * @param snapshot the snapshot
     * @throws IllegalArgumentException if the version is not positive
     * @throws NullPointerException if {@code key} or {@code snapshot} is null
     */
    public StoredSnapshot {
        requireNonNull(key, "key");
        requireNonNull(snapshot, "snapshot");
        if (version <= MachinePersister.NOT_STORED) {
            throw new IllegalArgumentException(
                    "version [" + version + "] must be positive; the first snapshot of a key has version 1");
        }
    }
}
