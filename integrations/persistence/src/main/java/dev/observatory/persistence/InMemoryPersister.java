package dev.observatory.persistence;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.MachineSnapshot;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Snapshots are immutable, so that the map holds them as they are. */
final class InMemoryPersister implements MachinePersister {
    private final ConcurrentMap<String, StoredSnapshot> snapshots = new ConcurrentHashMap<>();

    @Override
    public Optional<StoredSnapshot> load(String key) {
        return Optional.ofNullable(snapshots.get(PersisterArguments.key(key)));
    }

    @Override
    public long save(String key, MachineSnapshot snapshot, long version) {
        PersisterArguments.key(key);
        requireNonNull(snapshot, "snapshot");
        PersisterArguments.saved(version);
        StoredSnapshot next = new StoredSnapshot(key, version + 1, snapshot);
        snapshots.compute(key, (same, stored) -> {
            require(key, version, stored);
            return next;
        });
        return next.version();
    }

    @Override
    public void delete(String key, long version) {
        PersisterArguments.key(key);
        PersisterArguments.deleted(version);
        snapshots.compute(key, (same, stored) -> {
            require(key, version, stored);
            return null;
        });
    }

    private static void require(String key, long version, @Nullable StoredSnapshot stored) {
        long present = stored == null ? NOT_STORED : stored.version();
        if (present != version) {
            throw new SnapshotConflictException(key, version, present);
        }
    }

    @Override
    public String toString() {
        return "persister in memory";
    }
}
