package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often guards are called: once each time a trigger is fired, whatever becomes of it. */
@SuppressWarnings("UnusedVariable") // read by the library
class GuardCallsTest {
    private final List<String> called = new ArrayList<>();

    /** Refuses, and records that it was called. */
    private boolean refuse(String guard) {
        called.add(guard);
        return false;
    }

    /** Passes only while the permits last, which it should not count itself. */
    private final class Gate extends Machine {
        int permits;
        final State shut = initial("SHUT"), open = state("OPEN"), wide = state("WIDE");
        final Trigger push = trigger(
                "push",
                shut.to(open).when("light", () -> refuse("light")).when("unreached", () -> refuse("unreached")),
                shut.to(wide).when("heavy", () -> refuse("heavy")));
        final Trigger pass = trigger("pass", shut.to(open).when("permit", () -> permits++ > 0));
        final Trigger close = trigger("close", open.to(shut), wide.to(shut));
    }

    @Test
    void aRefusedFireCallsEachGuardOnceAndNamesThoseThatRefused() {
        Gate gate = new Gate();

        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(gate.push::fire)
                .withMessage("Trigger [push] cannot fire from state [SHUT]; refused by guard [light, heavy]")
                .returns(FireResult.REFUSED_BY_GUARD, TransitionRefusedException::outcome);

        assertThat(called).containsExactly("light", "heavy");
    }

    @Test
    void theMessageNamesAGuardThatWouldPassIfCalledAgain() {
        Gate gate = new Gate();

        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(gate.pass::fire)
                .withMessage("Trigger [pass] cannot fire from state [SHUT]; refused by guard [permit]");

        assertThat(gate.permits).isOne();
    }

    /** Two regions, inside a state with a transition of its own. */
    private final class Panel extends Machine {
        final State panel = initial("PANEL").parallel(), off = state("OFF");
        final State left = panel.state("LEFT"), right = panel.state("RIGHT");
        final State one = left.initial("ONE"), two = right.initial("TWO");
        final Trigger stop = trigger(
                "stop",
                one.stay().when("first", () -> refuse("first")),
                panel.to(off).when("shared", () -> refuse("shared")));
        final Trigger start = trigger("start", off.to(panel));
    }

    @Test
    void aGuardThatRegionsShareIsCalledOnceByARefusedFire() {
        Panel panel = new Panel();

        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(panel.stop::fire)
                .withMessage("Trigger [stop] cannot fire from state [ONE, TWO]; refused by guard [first, shared]");

        assertThat(called).containsExactly("first", "shared");
    }

    @Test
    void aGuardThatRegionsShareIsCalledOnceByADirectChange() {
        Panel panel = new Panel();

        assertThatExceptionOfType(TransitionRefusedException.class).isThrownBy(() -> panel.set(panel.off));

        assertThat(called).containsExactly("shared");
    }

    enum Lamp {
        DARK,
        LIT
    }

    enum Touch {
        PRESS
    }

    @Test
    void thePureFunctionCallsEachGuardOnceToo() {
        MachineDefinition<Lamp, Touch, Object> lamp = Machine.define(Lamp.class, Touch.class)
                .initial(Lamp.DARK)
                .on(Lamp.DARK, Touch.PRESS, Lamp.LIT, rule -> rule.when("power", any -> refuse("power")))
                .on(Lamp.LIT, Touch.PRESS, Lamp.DARK)
                .build();

        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(() -> lamp.next(Lamp.DARK, Touch.PRESS, "context"))
                .withMessage("Trigger [PRESS] cannot fire from state [DARK]; refused by guard [power]");

        assertThat(called).containsExactly("power");
    }
}
