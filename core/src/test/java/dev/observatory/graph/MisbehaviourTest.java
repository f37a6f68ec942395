package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every kind of code of the program, at every moment, with everything that it may do: all others receive exactly what they
 * would without it, the misbehaving code is called again at the next change, and nothing is left behind.
 */
class MisbehaviourTest {

    /** Where the misbehaving code is. */
    private enum Place {
        DECLARED_FUNCTION,
        TRACKED_FUNCTION,
        PRIMITIVE_FUNCTION,
        NESTED_FUNCTION,
        EQUALITY_OF_DERIVED,
        EQUALS_OF_RESULT,
        EFFECT,
        SCHEDULED_EFFECT,
        CLEANUP,
        OBSERVER,
        EXECUTOR_OF_EFFECT,
        EXECUTOR_OF_WORK,
        ASYNC_WORK,
        OBSERVER_OF_BRIDGE,
        CLOSE_OF_SCOPE_PART,

        // What these throw is thrown to the writer.
        EQUALITY_OF_VALUE,
        UPDATE_FUNCTION,
        BATCH_WORK,
        TRANSACTION_WORK;

        boolean throwsToWriter() {
            return compareTo(EQUALITY_OF_VALUE) >= 0;
        }
    }

    /** How the change gets to the misbehaving code. */
    private enum Moment {
        SET,
        BATCH,
        BATCH_WITH_READ,
        TRANSACTION,
        ROLLED_BACK,
        UNDER_SNAPSHOT
    }

    /** The combinations that contradict documented rules, so that there is nothing to expect. */
    private static boolean isRuledOut(Place place, Misbehaviour what, boolean confined) {
        Set<Misbehaviour> writes = EnumSet.of(
                Misbehaviour.WRITE, Misbehaviour.UPDATE, Misbehaviour.BATCH, Misbehaviour.START, Misbehaviour.CONNECT);
        boolean equality = place == Place.EQUALITY_OF_DERIVED
                || place == Place.EQUALS_OF_RESULT
                || place == Place.EQUALITY_OF_VALUE;
        boolean async = place == Place.ASYNC_WORK || place == Place.EXECUTOR_OF_WORK;
        return (equality && !what.isThrown())
                || (confined && (what.isOnAnotherThread() || async))
                || (place.throwsToWriter() && (writes.contains(what) || !what.isThrown()));
    }

    @TestFactory
    Stream<DynamicTest> everythingElseWorks() {
        return Stream.of(false, true).flatMap(confined -> Stream.of(Place.values())
                .map(place -> dynamicTest(
                        place + (confined ? " in a confined graph" : " in a graph with a lock"),
                        () -> assertThat(failures(place, confined)).isEmpty())));
    }

    private static List<String> failures(Place place, boolean confined) {
        List<String> failures = new ArrayList<>();
        int cases = 0;
        for (Misbehaviour what : Misbehaviour.values()) {
            for (Moment moment : Moment.values()) {
                for (boolean readsFirst : new boolean[] {false, true}) {
                    if (!isRuledOut(place, what, confined)) {
                        cases++;
                        try {
                            new Case(place, what, moment, readsFirst, confined).run();
                        } catch (Throwable failure) {
                            failures.add(
                                    what + " " + moment + (readsFirst ? " after" : " before") + " reading: " + failure);
                        }
                    }
                }
            }
        }
        boolean unusable = confined && (place == Place.ASYNC_WORK || place == Place.EXECUTOR_OF_WORK);
        assertThat(cases).isGreaterThanOrEqualTo(unusable ? 0 : 100);
        return failures;
    }

    /** A value whose {@code equals} is the misbehaving code. */
    private record Picky(int number, MisbehavingWorld world) {
        @Override
        public boolean equals(Object other) {
            world.misbehave();
            return other instanceof Picky picky && picky.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    private static final class Case {
        private final Place place;
        private final Misbehaviour what;
        private final Moment moment;
        private final Graph graph;
        private final MisbehavingWorld world;

        /** What those who depend on the misbehaving node have received. */
        private final List<Integer> below = new ArrayList<>();

        private final List<Integer> heard = new ArrayList<>();
        private Value<Integer> picky;
        private Node<Integer> readable;
        private boolean rejected;

        Case(Place place, Misbehaviour what, Moment moment, boolean readsFirst, boolean confined) {
            this.place = place;
            this.what = what;
            this.moment = moment;
            graph = confined ? Graph.confined() : Graph.create();
            world = new MisbehavingWorld(graph, what, readsFirst);
            readable = world.idle;
        }

        void run() throws Exception {
            try (Subscription reports = ObserverErrors.reported().connect(failure -> world.countReport())) {
                assertThat(reports.isOpen()).isTrue();
                plug();
                world.observeLast();
                write(1);
                world.arm();
                boolean undone = provoke();
                world.disarm();
                world.joinThreads();
                write(3);
                write(4);
                world.joinThreads();
                assertThat(world.differences(undone ? List.of(0, 1, 3, 4) : List.of(0, 1, 2, 3, 4)))
                        .isEmpty();
                checkThatTheCodeRunsAgain();
                checkThatNothingIsLost();
                checkThatNothingIsHeld();
                assertThat(world.closeAll())
                        .as("what still depends on the input")
                        .isZero();
            }
        }

        private void plug() {
            Value<Integer> input = world.input;
            switch (place) {
                case DECLARED_FUNCTION -> observe(Derived.of(input, n -> world.call(n)));
                case TRACKED_FUNCTION -> observe(Derived.of(graph, () -> world.call(input)));
                case PRIMITIVE_FUNCTION -> observe(IntDerived.of(graph, () -> world.call(input)));
                case NESTED_FUNCTION -> {
                    Derived<Integer> inner = Derived.of(graph, () -> world.call(input));
                    Derived<Integer> declared = Derived.of(inner, Derived.of(input, n -> -n), Integer::sum);
                    observe(Derived.of(List.<Node<Integer>>of(declared, input), all -> all.get(1)));
                }
                case EQUALITY_OF_DERIVED ->
                    observe(Derived.of(input, n -> n).comparedBy((a, b) -> {
                        world.misbehave();
                        return a.equals(b);
                    }));
                case EQUALS_OF_RESULT -> {
                    Derived<Picky> result = Derived.of(input, n -> new Picky(n, world));
                    observe(Derived.of(result, Picky::number));
                }
                case EFFECT -> closeable(Effect.of(graph, () -> below.add(world.call(input))));
                case SCHEDULED_EFFECT ->
                    closeable(Effect.on(Runnable::run).of(graph, () -> below.add(world.call(input))));
                case CLEANUP ->
                    closeable(Effect.of(graph, self -> {
                        int now = input.get();
                        self.onCleanup(() -> world.call(world.idle));
                        below.add(now);
                    }));
                case OBSERVER ->
                    closeable(input.updated().connect(change -> {
                        world.call(world.idle);
                        below.add(change.newValue());
                    }));
                case EXECUTOR_OF_EFFECT -> {
                    Executor executor = task -> {
                        world.misbehave();
                        task.run();
                    };
                    closeable(Effect.on(executor).of(graph, () -> below.add(input.get())));
                }
                case EXECUTOR_OF_WORK -> {
                    Executor executor = task -> {
                        world.misbehave();
                        task.run();
                    };
                    observe(AsyncDerived.of(executor, input, n -> n));
                }
                case ASYNC_WORK ->
                    observe(AsyncDerived.of(Runnable::run, input, n -> {
                        world.misbehave();
                        return n;
                    }));
                case OBSERVER_OF_BRIDGE -> {
                    EventHook<Integer> hook = new EventHook<>("bridge");
                    HookValue<Integer> bridge = HookValue.of(graph, hook, 0);
                    world.own(bridge);
                    hook.connect(n -> world.misbehave());
                    closeable(input.updated().connect(change -> hook.emit(change.newValue())));
                    observe(bridge);
                }
                case CLOSE_OF_SCOPE_PART ->
                    closeable(Effect.of(graph, self -> {
                        int now = input.get();
                        EffectScope scope = EffectScope.create();
                        scope.own(world::misbehave);
                        scope.run(() -> Effect.of(graph, () -> below.add(input.get() * 0 + now)));
                        self.onCleanup(scope::close);
                    }));
                case EQUALITY_OF_VALUE ->
                    picky = Value.of(graph, 0).comparedBy((a, b) -> {
                        world.misbehave();
                        return a.equals(b);
                    });
                default -> {}
            }
            if (picky != null) {
                observe(picky);
            }
        }

        private void observe(Node<Integer> node) {
            readable = node;
            closeable(Effect.of(graph, () -> below.add(node.get())));
            world.observe(node, heard);
        }

        private void observe(AsyncDerived<Integer> async) {
            world.own(async);
            closeable(Effect.of(graph, () -> {
                AsyncResult<Integer> now = async.get();
                if (now.status() == AsyncStatus.READY) {
                    below.add(now.value());
                }
            }));
        }

        private void closeable(AutoCloseable runner) {
            world.own(runner);
            world.closing = () -> {
                try {
                    runner.close();
                } catch (Exception impossible) {
                    throw new AssertionError(impossible);
                }
            };
        }

        private void write(int value) {
            switch (place) {
                case EQUALITY_OF_VALUE -> {
                    world.input.set(value);
                    picky.set(value);
                }
                case UPDATE_FUNCTION ->
                    world.input.update(n -> {
                        world.misbehave();
                        return value;
                    });
                case BATCH_WORK ->
                    Graph.batch(graph, () -> {
                        world.input.set(value);
                        world.misbehave();
                    });
                case TRANSACTION_WORK ->
                    Graph.transact(graph, () -> {
                        world.input.set(value);
                        world.misbehave();
                    });
                default -> world.input.set(value);
            }
        }

        /** Makes the code misbehave, and returns whether the change was undone. */
        private boolean provoke() throws Exception {
            boolean undone = false;
            try {
                switch (moment) {
                    case SET -> write(MisbehavingWorld.TRIGGER);
                    case BATCH -> Graph.batch(graph, () -> write(MisbehavingWorld.TRIGGER));
                    case BATCH_WITH_READ ->
                        Graph.batch(graph, () -> {
                            write(MisbehavingWorld.TRIGGER);
                            MisbehavingWorld.tryToRead(readable);
                        });
                    case TRANSACTION -> Graph.transact(graph, () -> write(MisbehavingWorld.TRIGGER));
                    case ROLLED_BACK -> {
                        undone = true;
                        rollBack();
                    }
                    case UNDER_SNAPSHOT -> {
                        try (GraphSnapshot snapshot = Graph.snapshot(graph)) {
                            write(MisbehavingWorld.TRIGGER);
                            assertThat(snapshot.get(world.input)).isOne();
                        }
                    }
                }
            } catch (Throwable thrown) {
                rejected = true;
                assertThat(place.throwsToWriter())
                        .as("thrown to the writer: " + thrown.getClass())
                        .isTrue();
            }
            return undone || (rejected && isUndone());
        }

        private boolean isUndone() {
            return world.input.get() != MisbehavingWorld.TRIGGER;
        }

        private void rollBack() {
            IllegalArgumentException refusal = new IllegalArgumentException("rolled back");
            try {
                Graph.transact(graph, () -> {
                    write(MisbehavingWorld.TRIGGER);
                    MisbehavingWorld.tryToRead(readable);
                    throw refusal;
                });
            } catch (IllegalArgumentException expected) {
                assertThat(expected).isSameAs(refusal);
            }
        }

        private void checkThatTheCodeRunsAgain() {
            if (place.compareTo(Place.UPDATE_FUNCTION) >= 0) {
                return;
            }
            boolean closed = world.hasActed() && what == Misbehaviour.CLOSE;
            if (!closed) {
                assertThat(below)
                        .as("what the code and those below it see at the end")
                        .endsWith(3, 4);
            }
            assertThat(below.stream().filter(n -> n == MisbehavingWorld.TRIGGER).count())
                    .isLessThanOrEqualTo(1);
        }

        private void checkThatNothingIsLost() {
            boolean isolated = place.compareTo(Place.EQUALITY_OF_DERIVED) >= 0 && !place.throwsToWriter();
            boolean failed = place == Place.EXECUTOR_OF_WORK || place == Place.ASYNC_WORK;
            if (isolated && !failed && what.isThrown() && world.hasActed()) {
                assertThat(world.reported()).as("reported failures").isPositive();
            }
        }

        /** Another thread can use a graph that has a lock, and this thread another graph. */
        private void checkThatNothingIsHeld() throws Exception {
            Value<Integer> elsewhere = Value.of(Graph.create(), 0);
            elsewhere.set(1);
            assertThat(elsewhere.get()).isOne();
            if (!graph.engine.isConfined()) {
                world.onAnotherThread(() -> world.idle.set(1));
                world.joinThreads();
            }
        }
    }
}
