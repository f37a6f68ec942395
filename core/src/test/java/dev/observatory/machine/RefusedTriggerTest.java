package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hook of triggers that led to no transition. */
@SuppressWarnings("UnusedVariable") // read by the library
class RefusedTriggerTest {
    private final ManualScheduler clock = new ManualScheduler();

    /** Opens for those who may enter. */
    private static final class Gate extends Machine {
        boolean broken;
        final State shut = initial("SHUT"),
                open = state("OPEN"),
                removed = state("REMOVED").asFinal();
        final Trigger.Of<String> enter = trigger(
                "enter",
                String.class,
                shut.to(open).when("known", (String name) -> name.length() > 3).when("working", () -> !broken));
        final Trigger close =
                trigger("close", open.to(shut).when("working", () -> !broken).after(Duration.ofSeconds(5)));
        final Trigger later = trigger("later", shut.stay());
        final Trigger remove = trigger("remove", ANY.to(removed));

        Gate(MachineScheduler scheduler) {
            super(MachineOptions.serial().scheduler(scheduler));
            open.defer(later);
        }
    }

    private final Gate gate = new Gate(clock);
    private final List<RefusedTrigger<State, Trigger>> refused = new ArrayList<>();

    @Test
    void eachTriggerWithoutATransitionIsEmitted() {
        gate.refused().connect(refused::add);

        assertThat(gate.close.tryFire()).isEqualTo(FireResult.UNHANDLED);
        assertThat(gate.enter.tryFire("Al")).isEqualTo(FireResult.REFUSED_BY_GUARD);
        assertThatExceptionOfType(TransitionRefusedException.class).isThrownBy(gate.close::fire);
        assertThat(gate.enter.submit("Bo")).isCompletedWithValue(FireResult.REFUSED_BY_GUARD);

        assertThat(refused)
                .containsExactly(
                        new RefusedTrigger<>(gate.close, gate.shut, null, FireResult.UNHANDLED, List.of()),
                        new RefusedTrigger<>(
                                gate.enter, gate.shut, "Al", FireResult.REFUSED_BY_GUARD, List.of("known")),
                        new RefusedTrigger<>(gate.close, gate.shut, null, FireResult.UNHANDLED, List.of()),
                        new RefusedTrigger<>(
                                gate.enter, gate.shut, "Bo", FireResult.REFUSED_BY_GUARD, List.of("known")));
        assertThat(refused.get(0)).hasToString("close in SHUT has no transition");
        assertThat(refused.get(1)).hasToString("enter in SHUT is refused by guard [known]");
    }

    @Test
    void aTimerThatAGuardRefusesIsEmittedToo() {
        gate.refused().connect(refused::add);
        gate.enter.fire("Alice");
        gate.broken = true;

        clock.advance(Duration.ofSeconds(5));

        assertThat(refused)
                .containsExactly(new RefusedTrigger<>(
                        gate.close, gate.open, null, FireResult.REFUSED_BY_GUARD, List.of("working")));
    }

    @Test
    void whatIsTakenOrDeferredIsNotEmitted() {
        gate.refused().connect(refused::add);

        gate.enter.fire("Alice");
        gate.later.fire();
        gate.close.fire();

        assertThat(refused).isEmpty();
    }

    @Test
    void triggersOfAFinishedMachineAreEmitted() {
        gate.refused().connect(refused::add);
        gate.remove.fire();

        gate.close.tryFire();

        assertThat(refused)
                .containsExactly(new RefusedTrigger<>(gate.close, gate.removed, null, FireResult.UNHANDLED, List.of()));
    }

    @Test
    void anObserverMayFireAndItsFailureReachesNobody() {
        List<Throwable> reported = new ArrayList<>();
        gate.refused().connect(each -> {
            gate.enter.fire("doorkeeper");
            throw new IllegalStateException("observer");
        });

        try (Subscription errors = ObserverErrors.reported().connect(each -> reported.add(each.exception()))) {
            assertThat(gate.close.tryFire()).isEqualTo(FireResult.UNHANDLED);
        }

        assertThat(gate.state()).isSameAs(gate.open);
        assertThat(reported).extracting(Throwable::getMessage).containsExactly("observer");
    }

    private enum Side {
        UP,
        DOWN
    }

    private enum Turn {
        FLIP,
        PRESS
    }

    @Test
    void instancesHaveTheHookToo() {
        MachineInstance<Side, Turn, Object> coin = Machine.define(Side.class, Turn.class)
                .initial(Side.UP)
                .on(Side.UP, Turn.FLIP, Side.DOWN, rule -> rule.when("free", any -> false)
                        .when("never", any -> false))
                .on(Side.DOWN, Turn.FLIP, Side.UP)
                .build()
                .instance();
        List<RefusedTrigger<Side, Turn>> emitted = new ArrayList<>();
        coin.refused().connect(emitted::add);

        coin.tryFire(Turn.PRESS);
        coin.tryFire(Turn.FLIP);

        assertThat(emitted)
                .containsExactly(
                        new RefusedTrigger<>(Turn.PRESS, Side.UP, null, FireResult.UNHANDLED, List.of()),
                        new RefusedTrigger<>(Turn.FLIP, Side.UP, null, FireResult.REFUSED_BY_GUARD, List.of("free")));
    }
}
