package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.Together;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which thread owns a confined machine, and what others may do. */
@SuppressWarnings({"UnusedVariable", "ClassCanBeStatic"}) // read by the library
class ConfinementTest {
    private final ManualScheduler clock = new ManualScheduler();

    /** Has a guard, an entry action and a timer. */
    private static final class Lamp extends Machine {
        int entered;
        final State dark = initial("DARK").onEntry(() -> entered++),
                lit = state("LIT").requireTrigger(false);
        final Trigger on = trigger("on", dark.to(lit).when("power", () -> true));
        final Trigger off = trigger("off", lit.to(dark), dark.stay().after(Duration.ofMinutes(1)));

        Lamp(ManualScheduler clock) {
            super(MachineOptions.confined().scheduler(clock));
        }
    }

    private final Lamp lamp = new Lamp(clock);

    /** Uses of a machine, and whether they make the thread its owner. */
    private enum Use {
        CONNECT(false) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                lamp.updated().connect(t -> {});
                lamp.refused().connect(t -> {});
            }
        },
        READ(false) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                assertThat(lamp.state()).isSameAs(lamp.dark);
                assertThat(lamp.isIn(lamp.lit)).isFalse();
                assertThat(lamp.activeStates()).containsExactly(lamp.dark);
                assertThat(lamp.isFinished()).isFalse();
                assertThat(lamp).hasToString("Lamp in DARK");
            }
        },
        DRAW(false) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                assertThat(lamp.toMermaid()).isNotEmpty();
                assertThat(lamp.render()).isNotEmpty();
                assertThat(lamp.transitions()).hasSize(3);
            }
        },
        EXPLAIN(false) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                assertThat(lamp.on.isReady()).isTrue();
                assertThat(lamp.permitted()).contains(lamp.on);
            }
        },
        SNAPSHOT(false) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                assertThat(lamp.snapshot().active()).containsExactly("DARK");
            }
        },
        START(true) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                lamp.start();
            }
        },
        FIRE(true) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                lamp.on.fire();
            }
        },
        SUBMIT(true) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                assertThat(lamp.on.submit()).isDone();
            }
        },
        SET(true) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                lamp.set(lamp.lit);
            }
        },
        RESTORE(true) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                lamp.restore(new Lamp(clock).snapshot());
            }
        },
        TIMER(true) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                assertThat(lamp.state()).isSameAs(lamp.dark);
                clock.advance(Duration.ofMinutes(1));
            }
        },
        HAND_OVER(false) {
            @Override
            void of(Lamp lamp, ManualScheduler clock) {
                lamp.start();
                lamp.handOver();
            }
        };

        private final boolean owns;

        Use(boolean owns) {
            this.owns = owns;
        }

        abstract void of(Lamp lamp, ManualScheduler clock);
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void onlyStartingAndChangingMakeAThreadTheOwner(Use use) throws Exception {
        use.of(lamp, clock);

        Together.run(() -> {
            if (use.owns) {
                assertThatExceptionOfType(ConfinementException.class).isThrownBy(lamp.off::tryFire);
            } else {
                assertThat(lamp.off.tryFire()).isEqualTo(FireResult.INTERNAL);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void otherThreadsMayUseWhatCallsNoCodeOfTheApplication(Use use) throws Exception {
        lamp.start();

        Together.run(() -> {
            switch (use) {
                case CONNECT, READ, DRAW -> use.of(lamp, clock);
                case START -> lamp.start(); // It has been started.
                default -> assertThatExceptionOfType(ConfinementException.class).isThrownBy(() -> use.of(lamp, clock));
            }
        });

        assertThat(lamp.on.tryFire()).isEqualTo(FireResult.TRANSITIONED);
    }

    @Test
    void theNextOwnerSeesWhatThePreviousOneHasDone() throws Exception {
        int[] unguarded = {0};
        lamp.updated().connect(t -> unguarded[0]++);
        for (int turn = 0; turn < 50; turn++) {
            Together.run(() -> {
                lamp.on.fire();
                lamp.off.fire();
                lamp.handOver();
            });
        }

        assertThat(unguarded[0]).isEqualTo(100);
        assertThat(lamp.entered).isEqualTo(51);
    }

    @Test
    void onlyTheOwnerHandsOverAndNotFromInside() throws Exception {
        class Inside extends Machine {
            final State a = initial("A"), b = state("B");
            final Trigger go = trigger("go", a.to(b).then(this::handOver));
            final Trigger back = trigger("back", b.to(a));

            Inside() {
                super(MachineOptions.confined());
            }
        }
        Inside inside = new Inside();

        inside.handOver(); // It has no owner.
        assertThatExceptionOfType(ReentrantSetException.class).isThrownBy(inside.go::fire);
        Together.run(() -> assertThatExceptionOfType(ConfinementException.class).isThrownBy(inside::handOver));

        assertThat(inside.state()).isSameAs(inside.a);
        new TrafficLight().handOver(); // It is not confined.
    }

    @Test
    void anInvalidDefinitionHasNoOwner() throws Exception {
        Machine invalid = new Machine(MachineOptions.confined()) {};

        for (int i = 0; i < 2; i++) {
            Together.run(
                    () -> assertThatExceptionOfType(DefinitionException.class).isThrownBy(invalid::start));
        }
    }

    @Nested
    class Instances {
        private final MachineDefinition<Level, Step, Object> levels = Machine.define(Level.class, Step.class)
                .options(MachineOptions.confined())
                .initial(Level.LOW)
                .onEntry(Level.LOW, any -> {})
                .on(Level.LOW, Step.UP, Level.HIGH)
                .on(Level.HIGH, Step.DOWN, Level.LOW)
                .build();

        @Test
        void creatingOneDoesNotMakeTheThreadItsOwner() throws Exception {
            MachineInstance<Level, Step, Object> level = levels.instance();
            assertThat(level.state()).isEqualTo(Level.LOW);

            Together.run(() -> level.fire(Step.UP));

            assertThat(level.state()).isEqualTo(Level.HIGH);
            assertThatExceptionOfType(ConfinementException.class).isThrownBy(() -> level.fire(Step.DOWN));
            assertThatExceptionOfType(ConfinementException.class).isThrownBy(level::handOver);
        }
    }

    private enum Level {
        LOW,
        HIGH
    }

    private enum Step {
        UP,
        DOWN
    }
}
