package dev.observatory.persistence;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.MachineSnapshot;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps snapshots of machines by key. Each has a version, which increases by one whenever it is saved: who saves passes the version
 * that the machine was restored from, and gets an exception if another one has been saved since.
 *
 * <pre>{@code
 * MachinePersister orders = MachinePersister.inMemory();
 * Order order = new Order();
 * long version = orders.restore("order-17", order::restore);
 * order.pay.fire();
 * orders.save("order-17", order.snapshot(), version);
 * }</pre>
 *
 * <p>Implementations are safe for use by multiple threads and processes: of several that save the same version of a key, exactly one
 * succeeds. A snapshot is stored as a whole or not at all. What is loaded is data: it never decides which classes are loaded.
 */
public interface MachinePersister {

    /** The version of a machine that is not stored. */
    long NOT_STORED = 0;

    /**
     * Returns a persister that keeps snapshots in memory, for tests and programs without a database.
     *
     * @return a new, empty persister
     */
    static MachinePersister inMemory() {
        return new InMemoryPersister();
    }

    /**
     * Returns the snapshot that was saved last.
     *
     * @param key the key of the machine
     * @return the snapshot and its version; empty if none is stored
     * @throws SnapshotFormatException if what is stored is not a snapshot, or one of a newer version of the library
     * @throws PersistenceException if the storage fails
     * @throws NullPointerException if {@code key} is null
     */
    Optional<StoredSnapshot> load(String key);

    /**
     * Stores a snapshot.
     *
     * @param key the key of the machine
     * @param snapshot the snapshot
     * @param version the version that the machine was restored from; {@link #NOT_STORED} for a new one
     * @return the version of the snapshot: one more
     * @throws SnapshotConflictException if another version is stored; nothing has changed
     * @throws PersistenceException if the storage fails
     * @throws IllegalArgumentException if the version is negative, or the key has a form that cannot be stored
     * @throws NullPointerException if an argument is null
     */
    long save(String key, MachineSnapshot snapshot, long version);

    /**
     * Removes the snapshot of a machine.
     *
     * @param key the key of the machine
     * @param version the version to remove
     * @throws SnapshotConflictException if another version is stored, or none; nothing has changed
     * @throws PersistenceException if the storage fails
     * @throws IllegalArgumentException if the version is not positive
     * @throws NullPointerException if {@code key} is null
     */
    void delete(String key, long version);

    /**
     * Loads a snapshot and passes it on.
     *
     * @param key the key of the machine
     * @param restore called with the snapshot, if there is one, on the caller's thread; {@code machine::restore}
     * @return the version to save with: that of the snapshot, or {@link #NOT_STORED}
     * @throws SnapshotFormatException as for {@link #load}
     * @throws PersistenceException as for {@link #load}
     * @throws NullPointerException if an argument is null
     */
    default long restore(String key, Consumer<MachineSnapshot> restore) {
        requireNonNull(restore, "restore");
        Optional<StoredSnapshot> stored = load(key);
        stored.ifPresent(found -> restore.accept(found.snapshot()));
        return stored.map(StoredSnapshot::version).orElse(NOT_STORED);
    }
}
