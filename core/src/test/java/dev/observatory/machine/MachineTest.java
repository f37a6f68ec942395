package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A flat machine whose states and triggers are fields. */
class MachineTest {
    private final List<String> heard = new ArrayList<>();
    private final TrafficLight light = new TrafficLight();

    @Nested
    class States {

        @Test
        void startInTheInitialOneAndFollowTheTriggers() {
            assertThat(light.state()).isSameAs(light.red);

            light.toGreen.fire();
            assertThat(light.state()).isSameAs(light.green);
            assertThat(light.green.isActive()).isTrue();
            assertThat(light.red.isActive()).isFalse();

            light.toYellow.fire();
            light.toStop.fire();
            assertThat(light.state()).isSameAs(light.red);
        }

        @Test
        void haveTheirNamesAsText() {
            assertThat(light.green).hasToString("GREEN");
            assertThat(light.states()).containsExactly(light.green, light.yellow, light.red);
            assertThat(light.state("GREEN")).isSameAs(light.green);
            assertThat(light.activeStates()).containsExactly(light.red);
        }

        @Test
        void areNamedAfterTheirFieldsUnlessTheyHaveANameOfTheirOwn() {
            class Door extends Machine {
                final State shut = initial(), open = newState();
                private final Trigger push = trigger(shut.to(open)), pull = trigger(open.to(shut));
                final Trigger slam = trigger("SLAM", open.to(shut));
            }
            Door door = new Door();

            assertThat(door.shut).hasToString("shut");
            assertThat(door.state("open")).isSameAs(door.open);
            assertThat(door.triggers()).hasToString("[push, pull, SLAM]");
            assertThat(door.trigger("pull")).isSameAs(door.pull);
            assertThat(door.trigger("SLAM")).isSameAs(door.slam);
            door.push.fire();
            assertThat(door.state()).isSameAs(door.open);
        }

        @Test
        void belongToOneMachineEach() {
            TrafficLight other = new TrafficLight();
            light.green.entered().connect(t -> heard.add("mine"));
            other.green.entered().connect(t -> heard.add("other's"));

            other.toGreen.fire();

            assertThat(heard).containsExactly("other's");
            assertThat(light.state()).isSameAs(light.red);
        }

        @Test
        void andTriggersMayBeAddedUntilTheFirstUse() {
            State blinking = light.state("BLINKING");
            Trigger blink = light.trigger("blink", light.red.to(blinking), blinking.to(light.red));

            blink.fire();

            assertThat(light.state()).isSameAs(blinking);
            assertThat(light.states()).contains(blinking);
        }
    }

    @Nested
    class ATrigger {

        @Test
        void isReadyWhereItLeadsSomewhere() {
            assertThat(light.toGreen.isReady()).isTrue();
            assertThat(light.toStop.isReady()).isFalse();
        }

        @Test
        void thatIsTriedReturnsItsResult() {
            assertThat(light.toStop.tryFire()).isEqualTo(FireResult.UNHANDLED);
            assertThat(light.fail.tryFire(new TrafficLight.Fault(1))).isEqualTo(FireResult.REFUSED_BY_GUARD);
            assertThat(light.toGreen.tryFire()).isEqualTo(FireResult.TRANSITIONED);
            assertThat(FireResult.TRANSITIONED.isTaken()).isTrue();
            assertThat(FireResult.UNHANDLED.isTaken()).isFalse();
            assertThat(light.state()).isSameAs(light.green);
        }

        @Test
        void mayBeSubmitted() {
            assertThat(light.toGreen.submit()).isCompletedWithValue(FireResult.TRANSITIONED);
            assertThat(light.toGreen.submit()).isCompletedWithValue(FireResult.UNHANDLED);
            assertThat(light.fail.submit(new TrafficLight.Fault(3))).isCompletedWithValue(FireResult.TRANSITIONED);
        }

        @Test
        void carriesItsPayloadToGuardsActionsAndObservers() {
            light.toGreen.fire();
            light.updated().connect(t -> heard.add(t.payload() + " by " + t.trigger()));

            light.fail.fire(new TrafficLight.Fault(3));

            assertThat(light.state()).isSameAs(light.red);
            assertThat(light.logged).containsExactly(new TrafficLight.Fault(3));
            assertThat(heard).containsExactly("Fault[level=3] by fail");
            assertThat(light.fail.isReady(new TrafficLight.Fault(1))).isFalse();
            assertThat(light.fail.isReady(new TrafficLight.Fault(3))).isTrue();
            assertThat(light.fail.isReady()).isTrue();
        }

        @Test
        void takesTheFirstTransitionWhoseGuardsPass() {
            class Lock extends Machine {
                int tries;
                final State locked = initial("LOCKED"),
                        open = state("OPEN"),
                        alarm = state("ALARM").asFinal();
                final Trigger turn = trigger(
                        locked.to(alarm).when("too often", () -> tries > 2),
                        locked.to(open).when("key fits", () -> tries == 1).when("not frozen", () -> true),
                        open.to(locked));
            }
            Lock lock = new Lock();

            assertThat(lock.turn.tryFire()).isEqualTo(FireResult.REFUSED_BY_GUARD);
            lock.tries = 1;
            assertThat(lock.turn.tryFire()).isEqualTo(FireResult.TRANSITIONED);
            assertThat(lock.state()).isSameAs(lock.open);
            lock.turn.fire();
            lock.tries = 3;
            lock.turn.fire();
            assertThat(lock.state()).isSameAs(lock.alarm);
        }

        @Test
        void callsEachGuardOnce() {
            class Counting extends Machine {
                int calls;
                final State a = initial("A"), b = state("B");
                final Trigger go = trigger(a.to(b).when("counted", () -> ++calls > 0), b.to(a));
            }
            Counting counting = new Counting();

            counting.go.fire();

            assertThat(counting.calls).isOne();
        }

        @Test
        void fromAnyStateGivesWayToWhatAStateSaysItself() {
            class Phone extends Machine {
                final State idle = initial("IDLE"), talking = state("TALKING"), off = state("OFF");
                final Trigger call = trigger(idle.to(talking));
                final Trigger press = trigger(ANY.to(off), talking.to(idle), off.to(idle));
            }
            Phone phone = new Phone();

            phone.call.fire();
            phone.press.fire();
            assertThat(phone.state()).isSameAs(phone.idle);
            phone.press.fire();
            assertThat(phone.state()).isSameAs(phone.off);
        }
    }

    /** A machine that logs everything that happens to it. */
    private final class Chatty extends Machine {
        final State a = initial("A").onEntry(say("enter A")).onExit(say("exit A"));
        final State b = state("B").onEntry(say("enter B")).onExit(say("exit B"));
        final Trigger go =
                trigger(a.to(b).when("guard", () -> heard.add("guard")).then(say("action")), b.to(a));
        final Trigger again = trigger(a.to(a).then(say("again")));
        final Trigger note = trigger(a.stay().then(say("note")));

        Chatty(MachineOptions options) {
            super(options);
        }

        private Runnable say(String what) {
            return () -> heard.add(what + " in " + (isStarting() ? "?" : state()));
        }

        private boolean isStarting() {
            return heard.isEmpty();
        }

        void listen() {
            start();
            heard.clear();
            heard.add("listening");
            for (State state : states()) {
                state.exited().connect(t -> heard.add(state + " exited " + t));
                state.entered().connect(t -> heard.add(state + " entered " + t));
            }
            go.triggered().connect(t -> heard.add("go triggered " + t.kind()));
            again.triggered().connect(t -> heard.add("again triggered " + t.kind()));
            note.triggered().connect(t -> heard.add("note triggered " + t.kind()));
            updated().connect(t -> heard.add("updated " + t));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFINED", "SERIAL"})
    void theOrderIsGuardExitActionEntryThenHooks(ThreadingMode mode) {
        Chatty chatty =
                new Chatty(mode == ThreadingMode.CONFINED ? MachineOptions.confined() : MachineOptions.serial());
        chatty.listen();

        chatty.go.fire();

        assertThat(heard)
                .containsExactly(
                        "listening",
                        "guard",
                        "exit A in A",
                        "action in A",
                        "enter B in B",
                        "A exited A -> B by go",
                        "go triggered EXTERNAL",
                        "B entered A -> B by go",
                        "updated A -> B by go");
    }

    @Test
    void aTransitionToTheSameStateLeavesAndEntersIt() {
        Chatty chatty = new Chatty(MachineOptions.serial());
        chatty.listen();

        assertThat(chatty.again.tryFire()).isEqualTo(FireResult.TRANSITIONED);

        assertThat(heard)
                .containsExactly(
                        "listening",
                        "exit A in A",
                        "again in A",
                        "enter A in A",
                        "A exited A -> A by again",
                        "again triggered SELF",
                        "A entered A -> A by again",
                        "updated A -> A by again");
    }

    @Test
    void anInternalTransitionOnlyRunsItsActions() {
        Chatty chatty = new Chatty(MachineOptions.serial());
        chatty.listen();

        assertThat(chatty.note.tryFire()).isEqualTo(FireResult.INTERNAL);

        assertThat(heard).containsExactly("listening", "note in A", "note triggered INTERNAL");
    }

    @Test
    void startingRunsTheInitialEntryOnceAndNoHookEmits() {
        Chatty chatty = new Chatty(MachineOptions.serial());
        chatty.updated().connect(t -> heard.add("updated"));
        chatty.a.entered().connect(t -> heard.add("entered"));

        chatty.start();
        chatty.start();

        assertThat(heard).containsExactly("enter A in ?");
    }

    @Nested
    class WhatThrows {
        private final IllegalStateException failure = new IllegalStateException("no");

        /** A machine in which one place fails. */
        private final class Failing extends Machine {
            final State a = initial("A").onExit(failIf("exit"));
            final State b = state("B").onEntry(failIf("entry")).onEntry(() -> heard.add("second entry"));
            final Trigger go = trigger(
                    a.to(b)
                            .when("guard", () -> {
                                failIf("guard").run();
                                return true;
                            })
                            .then(failIf("action")),
                    b.to(a));
            String place = "";

            private Runnable failIf(String here) {
                return () -> {
                    if (here.equals(place)) {
                        throw failure;
                    }
                };
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"guard", "exit", "action"})
        void beforeTheStateChangesLeavesEverythingAsItWas(String place) {
            Failing machine = new Failing();
            machine.updated().connect(t -> heard.add("updated"));
            machine.a.exited().connect(t -> heard.add("exited"));
            machine.go.triggered().connect(t -> heard.add("triggered"));
            machine.place = place;

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(machine.go::fire)
                    .isSameAs(failure);

            assertThat(machine.state()).isSameAs(machine.a);
            assertThat(heard).isEmpty();
            machine.place = "";
            machine.go.fire();
            assertThat(machine.state()).isSameAs(machine.b);
            assertThat(heard).containsExactly("second entry", "exited", "triggered", "updated");
        }

        @Test
        void onEntryIsThrownOnceEverythingElseIsDone() {
            Failing machine = new Failing();
            machine.updated().connect(t -> heard.add("updated"));
            machine.place = "entry";

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(machine.go::tryFire)
                    .isSameAs(failure);

            assertThat(machine.state()).isSameAs(machine.b);
            assertThat(heard).containsExactly("second entry", "updated");
            machine.go.fire();
            assertThat(machine.state()).isSameAs(machine.a);
        }

        @Test
        void inAnObserverNeverReachesTheMachine() {
            List<Throwable> reported = new ArrayList<>();
            light.red.exited().connect(t -> {
                throw failure;
            });
            light.updated().connect(t -> heard.add("updated"));

            try (Subscription errors = ObserverErrors.reported().connect(each -> reported.add(each.exception()))) {
                assertThat(errors.isOpen()).isTrue();
                light.toGreen.fire();
            }

            assertThat(light.state()).isSameAs(light.green);
            assertThat(heard).containsExactly("updated");
            assertThat(reported).containsExactly(failure);
        }
    }

    @Nested
    class FiredFromInside {

        @Test
        void triggersWaitAndComeInTheOrderOfFiring() {
            light.updated().connect(t -> {
                heard.add("first hears " + t);
                if (t.to() == light.green) {
                    heard.add("yellow " + light.toYellow.tryFire());
                    heard.add("stop " + light.toStop.tryFire());
                }
            });
            light.updated().connect(t -> heard.add("second hears " + t));

            assertThat(light.toGreen.tryFire()).isEqualTo(FireResult.TRANSITIONED);

            assertThat(heard)
                    .containsExactly(
                            "first hears RED -> GREEN by toGreen",
                            "yellow QUEUED",
                            "stop QUEUED",
                            "second hears RED -> GREEN by toGreen",
                            "first hears GREEN -> YELLOW by toYellow",
                            "second hears GREEN -> YELLOW by toYellow",
                            "first hears YELLOW -> RED by toStop",
                            "second hears YELLOW -> RED by toStop");
            assertThat(light.state()).isSameAs(light.red);
        }

        @Test
        void aRefusalIsReportedAndReachesNoOtherCaller() {
            List<String> reported = new ArrayList<>();
            light.updated().connect(t -> light.toStop.fire());

            try (Subscription errors =
                    ObserverErrors.reported().connect(each -> reported.add(each.hook() + ": " + each.exception()))) {
                assertThat(errors.isOpen()).isTrue();
                light.toGreen.fire();
            }

            assertThat(light.state()).isSameAs(light.green);
            assertThat(reported)
                    .containsExactly(
                            "machine TrafficLight: dev.observatory.machine.TransitionRefusedException: Trigger [toStop]"
                                    + " cannot fire from state [GREEN]; it fires from [YELLOW]");
        }

        @Test
        void theResultReachesTheSubmitter() {
            List<CompletableFuture<FireResult>> futures = new ArrayList<>();
            light.red.exited().connect(t -> futures.add(light.toYellow.submit()));

            light.toGreen.fire();

            assertThat(futures).hasSize(1);
            assertThat(futures.get(0)).isCompletedWithValue(FireResult.TRANSITIONED);
            assertThat(light.state()).isSameAs(light.yellow);
        }
    }

    @Nested
    class Setting {

        @Test
        void takesTheTransitionThatATriggerHasForIt() {
            light.toGreen.triggered().connect(t -> heard.add("triggered"));

            light.set(light.green);

            assertThat(light.state()).isSameAs(light.green);
            assertThat(heard).containsExactly("triggered");
        }

        @Test
        void isRefusedWhereNoTriggerLeads() {
            assertThatExceptionOfType(TransitionRefusedException.class)
                    .isThrownBy(() -> light.set(light.yellow))
                    .withMessage(
                            "State [YELLOW] cannot be set from state [RED]; no trigger leads there; declare a transition, or the state with requireTrigger(false)")
                    .returns(FireResult.UNHANDLED, TransitionRefusedException::outcome);
        }

        @Test
        void isFreeForStatesThatSaySo() {
            light.yellow.requireTrigger(false);
            light.updated().connect(t -> heard.add(t.toString()));

            light.set(light.yellow);

            assertThat(light.state()).isSameAs(light.yellow);
            assertThat(heard).containsExactly("RED -> YELLOW by set");
        }

        @Test
        void toWhereTheMachineIsDoesNothing() {
            light.updated().connect(t -> heard.add("updated"));

            light.set(light.red);

            assertThat(heard).isEmpty();
        }

        @Test
        void callsTheGuards() {
            @SuppressWarnings("UnusedVariable")
            class Gate extends Machine {
                final State shut = initial("SHUT"), open = state("OPEN");
                final Trigger lift = trigger(shut.to(open).when("paid", () -> false)), drop = trigger(open.to(shut));
            }
            Gate gate = new Gate();

            assertThatExceptionOfType(TransitionRefusedException.class)
                    .isThrownBy(() -> gate.set(gate.open))
                    .withMessage("State [OPEN] cannot be set from state [SHUT]; a guard of trigger [lift] refused")
                    .returns(FireResult.REFUSED_BY_GUARD, TransitionRefusedException::outcome);
        }
    }

    @Nested
    class Introspection {

        @Test
        void listsPermittedTriggers() {
            assertThat(light.permitted()).containsExactly(light.toGreen, light.fail);
        }

        @Test
        void explainsWhyATriggerDoesNotFire() {
            assertThat(light.explain(light.toStop))
                    .hasToString("Trigger [toStop] cannot fire from state [RED]; it fires from [YELLOW]")
                    .returns(false, TriggerExplanation::isReady);
            assertThat(light.explain(light.toGreen))
                    .hasToString("Trigger [toGreen] can fire from state [RED] to [GREEN]");
            assertThat(light.explain(light.fail))
                    .hasToString("Trigger [fail] can fire from state [RED] to [RED] if its payload passes [severe]");
            assertThat(light.explain(light.fail, new TrafficLight.Fault(1)))
                    .hasToString("Trigger [fail] cannot fire from state [RED]: to [RED] refused by guard [severe]");
        }

        @Test
        void listsTheTransitions() {
            assertThat(light.transitions())
                    .extracting(TransitionRow::toString)
                    .containsExactly(
                            "RED -> GREEN by toGreen",
                            "GREEN -> YELLOW by toYellow",
                            "YELLOW -> RED by toStop",
                            "any -> RED by fail [severe]");
        }

        @Test
        void aMachinePrintsWhereItIs() {
            assertThat(light).hasToString("TrafficLight (not started)");
            light.toGreen.fire();
            assertThat(light).hasToString("TrafficLight in GREEN");
        }
    }
}
