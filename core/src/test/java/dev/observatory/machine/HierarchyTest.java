package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** States inside states, histories, regions and ends. */
class HierarchyTest {
    private final List<String> heard = new ArrayList<>();

    private Runnable say(String what) {
        return () -> heard.add(what);
    }

    private State noisy(State state, String name) {
        return state.onEntry(say("+" + name)).onExit(say("-" + name));
    }

    /** A player with volume and tracks. */
    private class Player extends Machine {
        final State off = noisy(initial("OFF"), "OFF");
        final State on = noisy(state("ON"), "ON");
        final State playing = noisy(on.initial("PLAYING"), "PLAYING");
        final State held = noisy(on.state("HELD"), "HELD");
        final State first = noisy(playing.initial("FIRST"), "FIRST");
        final State second = noisy(playing.state("SECOND"), "SECOND");
        final Trigger power = trigger(off.to(on), on.to(off));
        final Trigger hold = trigger(playing.to(held), held.to(playing));
        final Trigger next = trigger(first.to(second), second.to(first));
        final Trigger resume = trigger(off.to(on.deepHistory()));
        final Trigger restart = trigger(off.to(on.history()));
        final Trigger local = trigger(playing.to(second));
        final Trigger reenter = trigger(playing.to(second).reentrant());
        final Trigger again = trigger(on.to(on));
    }

    private final Player player = new Player();

    @Nested
    class Inside {

        @Test
        void enteringGoesDownToTheInitialStates() {
            player.power.fire();

            assertThat(player.state()).isSameAs(player.first);
            assertThat(player.activeStates()).containsExactly(player.on, player.playing, player.first);
            assertThat(player.on.isActive()).isTrue();
            assertThat(player.first.parent()).isSameAs(player.playing);
            assertThat(heard).containsExactly("+OFF", "-OFF", "+ON", "+PLAYING", "+FIRST");
        }

        @Test
        void whatTheOuterStateSaysHoldsInside() {
            player.power.fire();
            player.next.fire();
            heard.clear();

            player.hold.fire();
            assertThat(player.state()).isSameAs(player.held);
            assertThat(heard).containsExactly("-SECOND", "-PLAYING", "+HELD");
            heard.clear();
            player.power.fire();

            assertThat(player.state()).isSameAs(player.off);
            assertThat(heard).containsExactly("-HELD", "-ON", "+OFF");
        }

        @Test
        void aLocalTransitionDoesNotLeaveTheOuterStateAndAReentrantOneDoes() {
            player.power.fire();
            List<TransitionKind> kinds = new ArrayList<>();
            player.updated().connect(t -> kinds.add(t.kind()));
            heard.clear();

            player.local.fire();
            assertThat(heard).containsExactly("-FIRST", "+SECOND");
            heard.clear();
            player.reenter.fire();
            assertThat(heard).containsExactly("-SECOND", "-PLAYING", "+PLAYING", "+SECOND");
            heard.clear();
            player.again.fire();

            assertThat(heard).containsExactly("-SECOND", "-PLAYING", "-ON", "+ON", "+PLAYING", "+FIRST");
            assertThat(kinds).containsExactly(TransitionKind.LOCAL, TransitionKind.REENTRANT, TransitionKind.SELF);
        }

        @Test
        void hooksEmitForAllStatesLeftAndEntered() {
            List<String> received = new ArrayList<>();
            for (State state : player.states()) {
                state.entered().connect(t -> received.add("+" + state));
                state.exited().connect(t -> received.add("-" + state));
            }
            player.updated().connect(t -> received.add(t.toString()));

            player.power.fire();
            player.power.fire();

            assertThat(received)
                    .containsExactly(
                            "-OFF",
                            "+ON",
                            "+PLAYING",
                            "+FIRST",
                            "OFF -> FIRST by power",
                            "-FIRST",
                            "-PLAYING",
                            "-ON",
                            "+OFF",
                            "FIRST -> OFF by power");
        }

        @Test
        void aFreelySetStateIsEnteredFromWhatItHasInCommon() {
            player.held.requireTrigger(false);
            player.power.fire();
            heard.clear();

            player.set(player.held);
            player.set(player.on);

            assertThat(player.state()).isSameAs(player.held);
            assertThat(heard).containsExactly("-FIRST", "-PLAYING", "+HELD");
        }
    }

    @Nested
    class History {

        @Test
        void isTheInitialStateAtFirst() {
            player.resume.fire();

            assertThat(player.state()).isSameAs(player.first);
        }

        @Test
        void deepGoesBackToTheInnermostState() {
            player.power.fire();
            player.next.fire();
            player.power.fire();
            heard.clear();

            player.resume.fire();

            assertThat(player.state()).isSameAs(player.second);
            assertThat(heard).containsExactly("-OFF", "+ON", "+PLAYING", "+SECOND");
        }

        @Test
        void shallowGoesBackToTheChildAndFromThereToItsInitialState() {
            player.power.fire();
            player.next.fire();
            player.power.fire();
            player.restart.fire();
            assertThat(player.state()).isSameAs(player.first);
            player.hold.fire();
            player.power.fire();

            player.restart.fire();

            assertThat(player.state()).isSameAs(player.held);
        }
    }

    /** Two regions, each of which comes to an end. */
    private class Parcel extends Machine {
        final State open = noisy(initial("OPEN"), "OPEN").parallel();
        final State payment = noisy(open.state("PAYMENT"), "PAYMENT");
        final State due = noisy(payment.initial("DUE"), "DUE");
        final State paid = noisy(payment.state("PAID").asFinal(), "PAID");
        final State transport = noisy(open.state("TRANSPORT"), "TRANSPORT");
        final State packed = noisy(transport.initial("PACKED"), "PACKED");
        final State moving = noisy(transport.state("MOVING"), "MOVING");
        final State arrived = noisy(transport.state("ARRIVED").asFinal(), "ARRIVED");
        final State closed = noisy(state("CLOSED").asFinal(), "CLOSED");
        final State lost = noisy(state("LOST"), "LOST");
        final Trigger pay = trigger(due.to(paid));
        final Trigger send = trigger(packed.to(moving));
        final Trigger arrive = trigger(moving.to(arrived));
        final Trigger both = trigger(due.to(paid), packed.to(moving));
        final Trigger lose = trigger(open.to(lost), moving.to(lost), lost.to(open.deepHistory()));
        final Trigger done = whenDone(open.to(closed));
    }

    @Nested
    class Regions {
        private final Parcel parcel = new Parcel();

        @Test
        void areAllActive() {
            assertThat(parcel.state()).isSameAs(parcel.open);
            assertThat(parcel.activeStates())
                    .containsExactly(parcel.open, parcel.payment, parcel.due, parcel.transport, parcel.packed);
            assertThat(heard).containsExactly("+OPEN", "+PAYMENT", "+DUE", "+TRANSPORT", "+PACKED");
        }

        @Test
        void moveByThemselves() {
            List<String> received = new ArrayList<>();
            parcel.updated().connect(t -> received.add(t.toString()));
            parcel.start();
            heard.clear();

            parcel.send.fire();

            assertThat(heard).containsExactly("-PACKED", "+MOVING");
            assertThat(received).containsExactly("PACKED -> MOVING by send");
            assertThat(parcel.due.isActive()).isTrue();
        }

        @Test
        void answerOneTriggerInOneStep() {
            List<String> received = new ArrayList<>();
            parcel.start();
            parcel.paid.entered().connect(t -> received.add("paid"));
            parcel.packed.exited().connect(t -> received.add("not packed " + t));
            parcel.both.triggered().connect(t -> received.add("both"));
            parcel.updated().connect(t -> received.add(t.toString()));
            heard.clear();

            assertThat(parcel.both.tryFire()).isEqualTo(FireResult.TRANSITIONED);

            assertThat(heard).containsExactly("-PACKED", "-DUE", "+PAID", "+MOVING");
            assertThat(received)
                    .containsExactly(
                            "not packed PACKED -> MOVING by both",
                            "both",
                            "paid",
                            "DUE -> PAID by both",
                            "PACKED -> MOVING by both");
        }

        @Test
        void areDoneWhenEachIs() {
            parcel.pay.fire();
            parcel.send.fire();
            assertThat(parcel.isFinished()).isFalse();
            heard.clear();

            parcel.arrive.fire();

            assertThat(parcel.state()).isSameAs(parcel.closed);
            assertThat(parcel.isFinished()).isTrue();
            assertThat(parcel.done).hasToString("done(OPEN)");
            assertThat(heard)
                    .containsExactly(
                            "-MOVING", "+ARRIVED", "-ARRIVED", "-TRANSPORT", "-PAID", "-PAYMENT", "-OPEN", "+CLOSED");
        }

        @Test
        void areLeftTogetherAndHistoryBringsAllOfThemBack() {
            parcel.send.fire();
            heard.clear();

            parcel.lose.fire();
            assertThat(parcel.state()).isSameAs(parcel.lost);
            assertThat(heard).containsExactly("-MOVING", "-TRANSPORT", "-DUE", "-PAYMENT", "-OPEN", "+LOST");
            heard.clear();
            parcel.lose.fire();

            assertThat(heard).containsExactly("-LOST", "+OPEN", "+PAYMENT", "+DUE", "+TRANSPORT", "+MOVING");
        }
    }
}
