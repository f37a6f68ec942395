package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entry and exit actions that take the transition and its payload. */
@SuppressWarnings("UnusedVariable") // read by the library
class TransitionActionsTest {
    private final List<String> log = new ArrayList<>();

    /** Logs what it gets. */
    private final class Phone extends Machine {
        final State free = initial("FREE"), busy = state("BUSY").requireTrigger(false);
        final State line = busy.initial("LINE");
        final Trigger.Of<String> call = trigger("call", String.class, free.to(busy));
        final Trigger hangUp = trigger("hangUp", busy.to(free));

        Phone() {
            free.onEntry(transition -> log.add("enter FREE: " + transition));
            free.onExit(transition -> log.add("leave FREE: " + transition + " " + transition.kind()));
            busy.onEntry(transition -> log.add("enter BUSY: " + transition.payload()));
            line.onEntry(() -> log.add("enter LINE"));
            line.onExit((Transition transition) -> log.add("leave LINE: " + transition));
        }
    }

    @Test
    void actionsGetTheTransitionThatObserversGet() {
        Phone phone = new Phone();
        List<Transition> observed = new ArrayList<>();
        phone.updated().connect(observed::add);

        phone.call.fire("Alice");
        phone.hangUp.fire();
        phone.set(phone.busy);

        assertThat(log)
                .containsExactly(
                        "enter FREE: FREE -> FREE by set",
                        "leave FREE: FREE -> LINE by call(Alice) EXTERNAL",
                        "enter BUSY: Alice",
                        "enter LINE",
                        "leave LINE: LINE -> FREE by hangUp",
                        "enter FREE: LINE -> FREE by hangUp",
                        "leave FREE: FREE -> LINE by set EXTERNAL",
                        "enter BUSY: null",
                        "enter LINE");
        assertThat(observed)
                .extracting(Transition::toString)
                .containsExactly("FREE -> LINE by call(Alice)", "LINE -> FREE by hangUp", "FREE -> LINE by set");
    }

    @Test
    void eachRegionGetsItsOwnTransition() {
        class Panel extends Machine {
            final State panel = initial("PANEL").parallel();
            final State left = panel.state("LEFT"), right = panel.state("RIGHT");
            final State one = left.initial("ONE"), two = left.state("TWO");
            final State three = right.initial("THREE"), four = right.state("FOUR");
            final Trigger next = trigger("next", one.to(two), three.to(four), two.to(one), four.to(three));

            Panel() {
                one.onExit(t -> log.add("leave ONE: " + t));
                two.onEntry(t -> log.add("enter TWO: " + t));
                four.onEntry(t -> log.add("enter FOUR: " + t));
                panel.onEntry(t -> log.add("enter PANEL: " + t));
            }
        }

        new Panel().next.fire();

        assertThat(log)
                .containsExactly(
                        "enter PANEL: PANEL -> PANEL by set",
                        "leave ONE: ONE -> TWO by next",
                        "enter TWO: ONE -> TWO by next",
                        "enter FOUR: THREE -> FOUR by next");
    }

    private enum Lamp {
        OFF,
        ON
    }

    private enum Touch {
        PRESS
    }

    @Test
    void actionsOfDefinitionsGetContextAndTransition() {
        MachineDefinition<Lamp, Touch, StringBuilder> lamps = Machine.define(Lamp.class, Touch.class)
                .context(StringBuilder.class)
                .initial(Lamp.OFF)
                .on(Lamp.OFF, Touch.PRESS, Lamp.ON)
                .on(Lamp.ON, Touch.PRESS, Lamp.OFF)
                .onExit(Lamp.OFF, (text, transition) -> text.append(transition.payload()))
                .onEntry(Lamp.ON, (text, transition) -> text.append(" by ").append(transition.event()))
                .build();
        StringBuilder text = new StringBuilder();

        lamps.instance(text).fire(Touch.PRESS, "finger");

        assertThat(text).hasToString("finger by PRESS");
    }
}
