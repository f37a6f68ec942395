package dev.observatory.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.machine.MachineSnapshot;
import dev.observatory.machine.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every persister does, wherever it keeps the snapshots. */
abstract class PersisterContract {
    static final MachineSnapshot OPEN = snapshot("OPEN"), PAID = snapshot("PAID");
    private static final int SAVERS = 4;

    MachinePersister persister;

    abstract MachinePersister create() throws Exception;

    @BeforeEach
    void createPersister() throws Exception {
        persister = create();
    }

    static MachineSnapshot snapshot(String active) {
        return new MachineSnapshot(1, "cafe", List.of(active), Map.of(), Map.of(), List.of());
    }

    @Test
    void aMachineContinuesWhereItWasSaved() {
        Plant plant = new Plant(new ManualScheduler());
        long version = persister.restore("plant-17", plant::restore);
        plant.begin.fire();
        plant.step.fire();
        plant.alarm.tryFire();
        long saved = persister.save("plant-17", plant.snapshot(), version);

        ManualScheduler clock = new ManualScheduler();
        Plant restored = new Plant(clock);
        long loaded = persister.restore("plant-17", restored::restore);

        assertThat(version).isEqualTo(MachinePersister.NOT_STORED);
        assertThat(loaded).isEqualTo(saved).isEqualTo(1);
        assertThat(restored.snapshot()).isEqualTo(plant.snapshot());
        assertThat(restored.isIn(restored.l1)).isTrue();
        clock.advance(Duration.ofDays(14));
        assertThat(restored.isIn(restored.l0)).isTrue();
    }

    @Test
    void versionsIncreaseByOne() {
        assertThat(persister.load("a")).isEmpty();
        assertThat(persister.save("a", OPEN, 0)).isEqualTo(1);
        assertThat(persister.save("a", PAID, 1)).isEqualTo(2);
        assertThat(persister.save("b", OPEN, 0)).isEqualTo(1);

        assertThat(persister.load("a")).contains(new StoredSnapshot("a", 2, PAID));
        assertThat(persister.load("b")).contains(new StoredSnapshot("b", 1, OPEN));
    }

    @Test
    void anOutdatedVersionIsRejectedAndNothingChanges() {
        persister.save("a", OPEN, 0);
        persister.save("a", PAID, 1);

        assertThatExceptionOfType(SnapshotConflictException.class)
                .isThrownBy(() -> persister.save("a", OPEN, 1))
                .withMessage(
                        "Machine [a] has version [2], but version [1] was expected; load it again and repeat the change")
                .satisfies(conflict -> {
                    assertThat(conflict.key()).isEqualTo("a");
                    assertThat(conflict.expectedVersion()).isEqualTo(1);
                    assertThat(conflict.storedVersion()).hasValue(2);
                });
        assertThat(persister.load("a")).contains(new StoredSnapshot("a", 2, PAID));
    }

    @Test
    void aNewMachineIsRejectedIfItsKeyIsStored() {
        persister.save("a", PAID, 0);

        assertThatExceptionOfType(SnapshotConflictException.class)
                .isThrownBy(() -> persister.save("a", OPEN, MachinePersister.NOT_STORED))
                .withMessageContaining("but was expected to be new");
        assertThat(persister.load("a")).contains(new StoredSnapshot("a", 1, PAID));
    }

    @Test
    void aMachineThatWasDeletedMeanwhileIsRejected() {
        persister.save("a", OPEN, 0);
        persister.delete("a", 1);

        assertThat(persister.load("a")).isEmpty();
        assertThatExceptionOfType(SnapshotConflictException.class)
                .isThrownBy(() -> persister.save("a", PAID, 1))
                .withMessage(
                        "Machine [a] is not stored, but version [1] was expected; load it again and repeat the change");
        assertThat(persister.load("a")).isEmpty();
        assertThat(persister.save("a", PAID, 0)).isEqualTo(1);
    }

    @Test
    void onlyTheExpectedVersionIsDeleted() {
        persister.save("a", OPEN, 0);
        persister.save("a", PAID, 1);

        assertThatExceptionOfType(SnapshotConflictException.class).isThrownBy(() -> persister.delete("a", 1));
        assertThatExceptionOfType(SnapshotConflictException.class).isThrownBy(() -> persister.delete("b", 1));

        assertThat(persister.load("a")).contains(new StoredSnapshot("a", 2, PAID));
    }

    @Test
    void ofThreadsThatSaveTheSameVersionExactlyOneSucceeds() throws Exception {
        for (long version = 0; version < 20; version++) {
            long expected = version;
            CyclicBarrier start = new CyclicBarrier(SAVERS);

            List<Boolean> saved = inThreads(() -> {
                start.await();
                try {
                    return persister.save("shared", OPEN, expected) == expected + 1;
                } catch (SnapshotConflictException slower) {
                    return false;
                }
            });

            assertThat(saved).as("version %d", version).containsOnlyOnce(true);
        }
        assertThat(persister.load("shared").orElseThrow().version()).isEqualTo(20);
    }

    @Test
    void noChangeIsLostIfEachSaverRepeatsAfterAConflict() throws Exception {
        int changes = 25;

        List<Set<Long>> versions = inThreads(() -> {
            Set<Long> own = new HashSet<>();
            while (own.size() < changes) {
                long version =
                        persister.load("shared").map(StoredSnapshot::version).orElse(0L);
                try {
                    own.add(persister.save("shared", snapshot("AT " + version), version));
                } catch (SnapshotConflictException slower) {
                    assertThat(slower.key()).isEqualTo("shared");
                }
            }
            return own;
        });

        Set<Long> all = new HashSet<>();
        versions.forEach(all::addAll);
        assertThat(all).hasSize(SAVERS * changes);
        StoredSnapshot last = persister.load("shared").orElseThrow();
        assertThat(last.version()).isEqualTo(all.size());
        assertThat(last.snapshot()).isEqualTo(snapshot("AT " + (last.version() - 1)));
    }

    private static <T> List<T> inThreads(Callable<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SAVERS);
        try {
            List<Future<T>> futures = new ArrayList<>();
            IntStream.range(0, SAVERS).forEach(i -> futures.add(threads.submit(task)));
            List<T> results = new ArrayList<>();
            for (Future<T> each : futures) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a'; DROP TABLE machine_snapshots; --",
                "\"",
                "%",
                "\\",
                "grün→赤 👩‍👩‍👧",
                "a\nb",
                " x ",
                "A",
                "a"
            })
    void keysAreTakenAsTheyAre(String key) {
        persister.save("other", OPEN, 0);

        persister.save(key, PAID, 0);

        assertThat(persister.load(key)).contains(new StoredSnapshot(key, 1, PAID));
        assertThat(persister.load("other")).isPresent();
        assertThat(persister.load(key + "x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "a\0b"})
    void unusableKeysAreRejected(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> persister.save(key, OPEN, 0))
                .withMessageStartingWith("key [")
                .withMessageContaining("must have 1 to 255 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> persister.load(key));
        assertThatIllegalArgumentException().isThrownBy(() -> persister.delete(key, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> persister.load("k".repeat(256)));
        assertThat(persister.load("k".repeat(255))).isEmpty();
    }

    @Test
    void impossibleVersionsAreRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> persister.save("a", OPEN, -1))
                .withMessage(
                        "version [-1] must not be negative; pass the version that the machine was restored from, or NOT_STORED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> persister.delete("a", 0))
                .withMessage("version [0] must be positive; pass the version that is stored");
    }

    @Test
    void nullIsRejectedByName() {
        assertThatNullPointerException().isThrownBy(() -> persister.load(null)).withMessage("key");
        assertThatNullPointerException()
                .isThrownBy(() -> persister.save(null, OPEN, 0))
                .withMessage("key");
        assertThatNullPointerException()
                .isThrownBy(() -> persister.save("a", null, 0))
                .withMessage("snapshot");
        assertThatNullPointerException()
                .isThrownBy(() -> persister.delete(null, 1))
                .withMessage("key");
        assertThatNullPointerException()
                .isThrownBy(() -> persister.restore("a", null))
                .withMessage("restore");
    }
}
