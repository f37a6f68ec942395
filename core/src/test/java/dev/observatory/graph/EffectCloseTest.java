package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A closed effect does not run again, wherever it is closed, and loses no cleanup. */
class EffectCloseTest {
    private final List<String> log = new ArrayList<>();

    static Stream<Graph> graphs() {
        return Stream.of(Graph.create(), Graph.confined());
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void closedByItsCleanup(Graph graph) {
        Value<String> port = Value.of(graph, "first");
        Effect.of(graph, self -> {
            String name = port.get();
            log.add("open " + name);
            self.onCleanup(() -> {
                log.add("close " + name);
                self.close();
            });
        });

        port.set("second");
        port.set("third");

        assertThat(log).containsExactly("open first", "close first");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void closedByAFunctionThatItReads(Graph graph) {
        Value<Integer> level = Value.of(graph, 1);
        AtomicReference<Effect> effect = new AtomicReference<>();
        Derived<Integer> twice = Derived.of(graph, () -> {
            if (level.get() == 2) {
                effect.get().close();
            }
            return level.get() * 2;
        });
        effect.set(Effect.of(graph, () -> log.add("level " + twice.get())));

        level.set(2);
        level.set(3);

        assertThat(log).containsExactly("level 2");
        assertThat(effect.get().isOpen()).isFalse();
    }

    @Test
    void closedByAnotherThreadBeforeTheNextRun() throws InterruptedException {
        Value<Integer> level = Value.of(Graph.create(), 1);
        CountDownLatch cleaning = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Effect effect = Effect.of(level.graph(), self -> {
            log.add("run " + level.get());
            self.onCleanup(() -> {
                cleaning.countDown();
                await(closed);
            });
        });
        Thread writer = new Thread(() -> level.set(2));
        writer.start();
        cleaning.await();

        effect.close();
        closed.countDown();
        writer.join();

        assertThat(log).containsExactly("run 1");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aCleanupRegisteredAfterTheBodyClosedItsEffectRunsAtOnce(Graph graph) {
        Effect.of(graph, self -> {
            self.onCleanup(() -> log.add("early"));
            self.close();
            self.onCleanup(() -> log.add("late"));
        });

        assertThat(log).containsExactly("early", "late");
    }

    @Test
    void aCleanupRegisteredAfterAnotherThreadClosedTheEffectRunsAtOnce() throws InterruptedException {
        Value<Integer> level = Value.of(Graph.create(), 1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Effect effect = Effect.of(level.graph(), self -> {
            if (level.get() == 2) {
                log.add("acquire");
                running.countDown();
                await(closed);
                self.onCleanup(() -> log.add("release"));
            }
        });
        Thread writer = new Thread(() -> level.set(2));
        writer.start();
        running.await();

        effect.close();
        closed.countDown();
        writer.join();

        assertThat(log).containsExactly("acquire", "release");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
