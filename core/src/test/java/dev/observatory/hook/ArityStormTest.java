package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Observers are connected and closed while several threads emit, on hooks of all arities, alone and with a parent. */
class ArityStormTest {
    private static final int EMISSIONS = 20_000;
    private static final int CHURNS = 10_000;

    /** A hook of any arity behind an interface without values. */
    private enum Arity {
        NONE {
            @Override
            Signal hook() {
                return of(new EventHook0("storm"));
            }

            private Signal of(EventHook0 hook) {
                return new Signal(
                        hook::emit, counter -> hook.connect(counter::increment), () -> of(hook.bind(this)), hook);
            }
        },
        ONE {
            @Override
            Signal hook() {
                return of(new EventHook<>("storm"));
            }

            private Signal of(EventHook<Integer> hook) {
                return new Signal(
                        () -> hook.emit(1),
                        counter -> hook.connect(value -> counter.add(value)),
                        () -> of(hook.bind(this)),
                        hook);
            }
        },
        TWO {
            @Override
            Signal hook() {
                return of(new EventHook2<>("storm"));
            }

            private Signal of(EventHook2<Integer, Integer> hook) {
                return new Signal(
                        () -> hook.emit(3, 2),
                        counter -> hook.connect((a, b) -> counter.add(a - b)),
                        () -> of(hook.bind(this)),
                        hook);
            }
        },
        THREE {
            @Override
            Signal hook() {
                return of(new EventHook3<>("storm"));
            }

            private Signal of(EventHook3<Integer, Integer, Integer> hook) {
                return new Signal(
                        () -> hook.emit(6, 3, 2),
                        counter -> hook.connect((a, b, c) -> counter.add(a - b - c)),
                        () -> of(hook.bind(this)),
                        hook);
            }
        };

        abstract Signal hook();
    }

    /** Connects an observer that counts emissions. */
    @FunctionalInterface
    private interface Connector {
        Subscription connect(LongAdder counter);
    }

    /** Creates a child. */
    @FunctionalInterface
    private interface Binder {
        Signal bind();
    }

    private record Signal(Runnable emitter, Connector connector, Binder binder, Hook<?> hook) {
        LongAdder connectCounter() {
            LongAdder counter = new LongAdder();
            connector.connect(counter);
            return counter;
        }

        void emitMany() {
            for (int i = 0; i < EMISSIONS; i++) {
                emitter.run();
            }
        }

        void churn() {
            LongAdder counter = new LongAdder();
            for (int i = 0; i < CHURNS; i++) {
                connector.connect(counter).close();
            }
        }

        void bindAndChurn() {
            for (int i = 0; i < CHURNS / 10; i++) {
                LongAdder counter = new LongAdder();
                Signal child = binder.bind();
                Subscription subscription = child.connector.connect(counter);
                child.emitter.run();
                subscription.close();
                child.emitter.run();
                assertThat(counter.sum()).isOne();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void permanentObserversReceiveEachEmissionOnce(Arity arity) throws Exception {
        Signal hook = arity.hook();
        LongAdder first = hook.connectCounter();
        LongAdder second = hook.connectCounter();

        Together.run(hook::emitMany, hook::emitMany, hook::churn, hook::churn);

        assertThat(first.sum()).isEqualTo(2L * EMISSIONS);
        assertThat(second.sum()).isEqualTo(2L * EMISSIONS);
        assertThat(hook.hook().observers()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void emissionsOfAChildReachItsOwnAndItsParentsObserversOnce(Arity arity) throws Exception {
        Signal parent = arity.hook();
        Signal child = parent.binder().bind();
        Signal grandchild = child.binder().bind();
        LongAdder atParent = parent.connectCounter();
        LongAdder atChild = child.connectCounter();
        LongAdder atGrandchild = grandchild.connectCounter();

        Together.run(
                parent::emitMany,
                child::emitMany,
                grandchild::emitMany,
                parent::churn,
                child::churn,
                parent::bindAndChurn);

        assertThat(atGrandchild.sum()).isEqualTo(EMISSIONS);
        assertThat(atChild.sum()).isEqualTo(2L * EMISSIONS);
        assertThat(atParent.sum()).isEqualTo(3L * EMISSIONS + 2L * (CHURNS / 10));
    }

    @ParameterizedTest
    @EnumSource
    void anObserverReceivesEmissionsOfItsOwnThreadWhileConnected(Arity arity) throws Exception {
        Signal hook = arity.hook();
        AtomicInteger missed = new AtomicInteger();
        Together.Task connectEmitClose = () -> {
            for (int i = 0; i < CHURNS; i++) {
                LongAdder counter = new LongAdder();
                Subscription subscription = hook.connector().connect(counter);
                hook.emitter().run();
                subscription.close();
                if (counter.sum() < 1) {
                    missed.incrementAndGet();
                }
            }
        };

        Together.run(connectEmitClose, connectEmitClose, connectEmitClose);

        assertThat(missed).hasValue(0);
        assertThat(hook.hook().isObserved()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Reentrancy.class)
    void onceCallsTheObserverOnceWhenManyThreadsEmit(Reentrancy mode) throws Exception {
        EventHook<Integer> hook = new EventHook<>(HookOptions.named("storm").reentrancy(mode));
        LongAdder calls = new LongAdder();
        Together.Task connect = () -> {
            for (int i = 0; i < CHURNS; i++) {
                hook.with().once().connect(value -> calls.increment());
            }
        };
        Together.Task emit = () -> {
            for (int i = 0; i < EMISSIONS / 10; i++) {
                hook.emit(i);
            }
        };

        Together.run(connect, connect, emit, emit);
        hook.emit(-1);

        assertThat(calls.sum()).isEqualTo(2L * CHURNS);
        assertThat(hook.isObserved()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(PauseMode.class)
    void concurrentPausesDropOnlyWhatTheirModesDrop(PauseMode mode) throws Exception {
        EventHook<Integer> hook = new EventHook<>("storm");
        LongAdder received = new LongAdder();
        hook.connect(value -> received.increment());
        Together.Task pause = () -> {
            for (int i = 0; i < CHURNS / 10; i++) {
                hook.paused(mode).close();
            }
        };
        Together.Task emit = () -> {
            for (int i = 0; i < EMISSIONS; i++) {
                hook.emit(i);
            }
        };

        Together.run(pause, pause, emit, emit);

        assertThat(hook.isPaused()).isFalse();
        if (mode == PauseMode.BUFFER) {
            assertThat(received.sum()).isEqualTo(2L * EMISSIONS);
        } else {
            assertThat(received.sum()).isLessThanOrEqualTo(2L * EMISSIONS);
        }
        received.reset();
        hook.emit(-1);
        assertThat(received.sum()).isOne();
    }

    @RepeatedTest(10)
    void anObserverConnectedByManyThreadsIsConnectedOnce() throws Exception {
        EventHook<Integer> hook = new EventHook<>("storm");
        LongAdder calls = new LongAdder();
        Consumer<Integer> shared = value -> calls.increment();
        Together.Task connect = () -> {
            for (int i = 0; i < CHURNS / 10; i++) {
                hook.connect(shared);
                hook.disconnect(shared);
            }
            hook.connect(shared);
        };

        Together.run(connect, connect, connect);
        hook.connect(shared);
        hook.emit(1);

        assertThat(calls.sum()).isOne();
        assertThat(hook.observers()).hasSize(1);
    }
}
