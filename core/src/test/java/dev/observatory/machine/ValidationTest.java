package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a definition is refused for, when its machine is first used. */
@SuppressWarnings("UnusedVariable") // read by the library
class ValidationTest {

    private static List<String> problemsOf(Machine machine) {
        DefinitionException refused = catchThrowableOfType(DefinitionException.class, machine::state);
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused)
                .hasMessage(
                        "Machine [" + machine.name() + "] cannot be used: " + String.join("; ", refused.problems()));
        return refused.problems();
    }

    @Test
    void noStateAtAll() {
        class Empty extends Machine {}

        assertThat(problemsOf(new Empty())).containsExactly("There is no state; declare one with initial(name)");
    }

    @Test
    void allProblemsAreReportedAtOnceAndAgainOnTheNextUse() {
        class Wrong extends Machine {
            final State a = state("A"), b = state("B"), c = state("C");
            final Trigger go = trigger(a.to(b), a.to(c)), nothing = trigger();
            final Trigger late = trigger(b.to(c).after(Duration.ofSeconds(1)));
        }
        Wrong wrong = new Wrong();

        List<String> problems = problemsOf(wrong);

        assertThat(problems)
                .containsExactly(
                        "No state is initial; declare one with initial(name)",
                        "Trigger [nothing] has no transition; declare one with from.to(target)",
                        "Trigger [go] leads from [A] to [B] without a guard, so never to [C]; guard the first with when(name,"
                                + " condition)",
                        "Trigger [late] is timed; give the machine a scheduler with MachineOptions.scheduler");
        assertThat(problemsOf(wrong)).isEqualTo(problems);
    }

    @Test
    void aBuilderReportsItsProblemsOnceAndCanBeCompletedAfterwards() {
        enum Phase {
            IDLE,
            BUSY
        }
        enum Cue {
            START,
            STOP
        }
        MachineDefinitionBuilder<Phase, Cue, Object> builder = Machine.define(Phase.class, Cue.class)
                .on(Phase.IDLE, Cue.START, Phase.BUSY)
                .on(Phase.BUSY, Cue.STOP, Phase.IDLE);
        DefinitionException first = catchThrowableOfType(DefinitionException.class, builder::build);

        DefinitionException second = catchThrowableOfType(DefinitionException.class, builder::build);

        assertThat(second.problems()).isEqualTo(first.problems());
        assertThat(builder.initial(Phase.IDLE).build().instance().state()).isEqualTo(Phase.IDLE);
    }

    @Test
    void aCorrectedDefinitionCanBeUsed() {
        class Corrected extends Machine {
            final State a = initial("A"), b = state("B");
            final Trigger go = trigger();
        }
        Corrected machine = new Corrected();
        assertThat(problemsOf(machine)).hasSize(1);

        machine.go.on(machine.a.to(machine.b)).on(machine.b.to(machine.a));
        machine.go.fire();

        assertThat(machine.state()).isSameAs(machine.b);
    }

    @Test
    void twoInitialStates() {
        class Two extends Machine {
            final State a = initial("A"), b = initial("B");
            final Trigger go = trigger(a.to(b), b.to(a));
        }

        assertThat(problemsOf(new Two())).containsExactly("[2] states are initial; only one can be");
    }

    @Test
    void namesThatAreUsedTwice() {
        class Twins extends Machine {
            final State a = initial("A"), b = state("B"), again = state("B");
            final State inner = a.initial("C"), other = a.state("C");
            final Trigger go = trigger("go", inner.to(other), other.to(b), b.to(a)), gone = trigger("go", a.to(b));
        }

        assertThat(problemsOf(new Twins()))
                .contains(
                        "State name [B] is declared twice, by fields [b] and [again]; each state needs its own",
                        "State name [C] is used twice; each state needs its own",
                        "Trigger name [go] is used twice; each trigger needs its own");
    }

    @Test
    void statesThatCannotBeReachedAndStatesThatCannotBeLeft() {
        class Lonely extends Machine {
            final State a = initial("A"), b = state("B"), island = state("ISLAND");
            final Trigger go = trigger(a.to(b), island.to(a));
        }

        assertThat(problemsOf(new Lonely()))
                .containsExactly(
                        "State [B] cannot be left; make it final, or declare a transition from it",
                        "State [ISLAND] cannot be reached; declare a transition to it, or make it settable with"
                                + " requireTrigger(false)");
    }

    @Test
    void aStateThatIsSetFreelyIsReachedAndFinalOnesNeedNotBeLeft() {
        class Fine extends Machine {
            final State a = initial("A"), end = state("END").asFinal();
            final State maintenance = state("MAINTENANCE").requireTrigger(false);
            final Trigger go = trigger(a.to(end), maintenance.to(a));
        }

        assertThatCode(() -> new Fine().start()).doesNotThrowAnyException();
    }

    @Test
    void statesOfOtherMachines() {
        TrafficLight light = new TrafficLight();
        class Thief extends Machine {
            final State a = initial("A");
            final Trigger steal = trigger(a.to(light.green)), back = trigger(light.green.to(a));
            final State careful = a.defer(light.toGreen);
        }

        assertThat(problemsOf(new Thief()))
                .contains(
                        "Trigger [steal] refers to state [GREEN] of machine [TrafficLight]; transitions connect states of one"
                                + " machine",
                        "Trigger [back] refers to state [GREEN] of machine [TrafficLight]; transitions connect states of one"
                                + " machine",
                        "State [A] defers trigger [toGreen] of machine [TrafficLight]; it can only defer its own machine's");
    }

    @Test
    void endsThatGoOnAndHistoriesOfNothing() {
        class Odd extends Machine {
            final State a = initial("A"), end = state("END").asFinal();
            final State inside = end.initial("INSIDE");
            final Trigger go = trigger(a.to(end), end.to(a)), back = trigger(a.to(a.history()));
        }

        assertThat(problemsOf(new Odd()))
                .containsExactly(
                        "Final state [END] has states inside; only a leaf can be final",
                        "Final state [END] has transitions; remove them, since it is never left",
                        "State [A] has no history, since no state is inside it; use the state itself");
    }

    @Test
    void regionsThatAreTooFewOrEnds() {
        class Lopsided extends Machine {
            final State both = initial("BOTH").parallel(),
                    only = both.state("ONLY").asFinal();
        }

        assertThat(problemsOf(new Lopsided()))
                .containsExactly(
                        "Parallel state [BOTH] has [1] regions; declare at least two with state(name)",
                        "Final state [ONLY] is a region of [BOTH]; put it inside the region");
    }

    @Test
    void aCompositeStateWithoutAnInitialOne() {
        class Hollow extends Machine {
            final State outer = initial("OUTER"), a = outer.state("A"), b = outer.state("B");
            final Trigger go = trigger(a.to(b), b.to(a));
        }

        assertThat(problemsOf(new Hollow()))
                .containsExactly("No state inside [OUTER] is initial; declare one with initial(name)");
    }

    @Test
    void statesThatNoFieldNames() {
        class Nameless extends Machine {
            final List<State> held = List.of(initial(), newState());

            Nameless() {
                trigger(held.get(0).to(held.get(1)), held.get(1).to(held.get(0)));
            }
        }

        assertThat(problemsOf(new Nameless()))
                .containsExactly(
                        "State number [1] has no name, and no field that can be read holds it; give it one, or the machine"
                                + " MachineOptions.lookup(MethodHandles.lookup())",
                        "State number [2] has no name, and no field that can be read holds it; give it one, or the machine"
                                + " MachineOptions.lookup(MethodHandles.lookup())");
    }

    @Test
    void namesThatAreBlank() {
        class Blank extends Machine {
            final State a = initial(" "), b = state("B");
            final Trigger go = trigger("", a.to(b), b.to(a));
        }

        assertThat(problemsOf(new Blank()))
                .containsExactly(
                        "State number [1] has a blank name; use a visible one",
                        "Trigger number [1] has a blank name; use a visible one");
    }

    @Test
    void aTimeThatStartsNowhere() {
        class Timeless extends Machine {
            final State a = initial("A"), b = state("B");
            final Trigger go = trigger(a.to(b)), late = trigger(ANY.to(a).after(Duration.ofSeconds(1)));

            Timeless() {
                super(MachineOptions.serial().scheduler(new ManualScheduler()));
            }
        }

        assertThat(problemsOf(new Timeless()))
                .containsExactly(
                        "Trigger [late] is timed from any state; time it from a certain state, whose entry starts the time");
    }
}
