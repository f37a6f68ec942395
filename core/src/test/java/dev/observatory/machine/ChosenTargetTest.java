package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Targets that a function selects when the trigger is fired. */
@SuppressWarnings({"UnusedVariable", "ClassCanBeStatic"}) // read by the library
class ChosenTargetTest {
    private final List<String> log = new ArrayList<>();
    private final ManualScheduler clock = new ManualScheduler();

    /** Sorts parcels by weight. */
    private final class Sorter extends Machine {
        int limit = 2000;
        final State waiting = initial("WAITING"), small = state("SMALL"), large = state("LARGE"), lost = state("LOST");
        final Trigger.Of<Integer> weigh = trigger(
                "weigh",
                int.class,
                waiting.toOneOf(small, large)
                        .when("positive", (Integer grams) -> grams > 0)
                        .by((Integer grams) -> grams > limit ? large : grams == 13 ? lost : small)
                        .then((Integer grams) -> log.add("weighed " + grams)));
        final Trigger guess = trigger(
                "guess",
                waiting.toOneOf(small, large)
                        .by(() -> limit > 1000 ? large : small)
                        .after(Duration.ofMinutes(1)));
        final Trigger reset = trigger("reset", small.to(waiting), large.to(lost), lost.to(waiting));

        Sorter() {
            super(MachineOptions.serial().scheduler(clock));
        }
    }

    private final Sorter sorter = new Sorter();

    @Test
    void aFunctionOfThePayloadSelectsTheTarget() {
        sorter.updated().connect(t -> log.add(t.toString()));

        sorter.weigh.fire(100);
        sorter.reset.fire();
        sorter.weigh.fire(5000);

        assertThat(log)
                .containsExactly(
                        "weighed 100",
                        "WAITING -> SMALL by weigh(100)",
                        "SMALL -> WAITING by reset",
                        "weighed 5000",
                        "WAITING -> LARGE by weigh(5000)");
    }

    @Test
    void aTimedTransitionHasOneTimerAndSelectsWhenItExpires() {
        sorter.start();
        assertThat(clock.waiting()).isOne();
        sorter.limit = 1;

        clock.advance(Duration.ofMinutes(1));

        assertThat(sorter.state()).isSameAs(sorter.small);
    }

    @Test
    void guardsAreCalledFirstAndTheFunctionOnlyIfTheyPass() {
        assertThat(sorter.weigh.tryFire(-1)).isEqualTo(FireResult.REFUSED_BY_GUARD);
        assertThat(sorter.explain(sorter.weigh, 1).ways())
                .extracting(TriggerExplanation.Way::to)
                .containsExactly("SMALL", "LARGE");
    }

    @Test
    void aTargetThatWasNotDeclaredLeavesTheMachineAsItWas() {
        assertThatIllegalStateException()
                .isThrownBy(() -> sorter.weigh.fire(13))
                .withMessage("The choice of trigger [weigh] has returned [LOST], which is none of its targets [SMALL,"
                        + " LARGE]; declare it with toOneOf");

        assertThat(sorter.state()).isSameAs(sorter.waiting);
        assertThat(log).isEmpty();
    }

    @Test
    void diagramsShowAllTargets() {
        assertThat(sorter.transitions())
                .extracting(TransitionRow::toString)
                .contains(
                        "WAITING -> SMALL by weigh [positive]",
                        "WAITING -> LARGE by weigh [positive]",
                        "WAITING -> SMALL by guess after PT1M",
                        "WAITING -> LARGE by guess after PT1M");
        assertThat(sorter.toMermaid()).contains("WAITING --> SMALL", "WAITING --> LARGE");
        assertThat(sorter.toScxml()).containsOnlyOnce("delay=");
    }

    @Test
    void pathsThroughTheDefinitionTakeAllTargets() {
        assertThat(TransitionPaths.covering(sorter))
                .flatExtracting(path -> path)
                .extracting(TransitionRow::toString)
                .contains("WAITING -> SMALL by weigh [positive]", "WAITING -> LARGE by weigh [positive]");
    }

    @Test
    void settingAStateTakesATransitionThatWouldChooseIt() {
        sorter.set(sorter.large);

        assertThat(sorter.state()).isSameAs(sorter.large);
        sorter.reset.fire();
        sorter.reset.fire();
        assertThatExceptionOfType(TransitionRefusedException.class).isThrownBy(() -> sorter.set(sorter.small));
    }

    @Test
    void eachRegionMayChoose() {
        class Twice extends Machine {
            boolean up;
            final State both = initial("BOTH").parallel();
            final State left = both.state("LEFT"), right = both.state("RIGHT");
            final State l0 = left.initial("L0"), l1 = left.state("L1"), l2 = left.state("L2");
            final State r0 = right.initial("R0"), r1 = right.state("R1"), r2 = right.state("R2");
            final Trigger move = trigger(
                    "move",
                    l0.toOneOf(l1, l2).by(() -> up ? l2 : l1),
                    r0.toOneOf(r1, r2).by(() -> up ? r2 : r1));
            final Trigger back = trigger("back", l1.to(l0), l2.to(l0), r1.to(r0), r2.to(r0));
        }
        Twice twice = new Twice();
        twice.up = true;

        twice.move.fire();

        assertThat(twice.activeStates()).contains(twice.l2, twice.r2);
    }

    @Test
    void aChoiceIsCheckedWithTheDefinition() {
        class Undecided extends Machine {
            final State a = initial("A"), b = state("B"), c = state("C");
            final Trigger go = trigger("go", a.toOneOf(b, c));
            final Trigger back = trigger("back", b.to(a), c.to(a));
        }

        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> new Undecided().start())
                .withMessageContaining(
                        "Trigger [go] leads from [A] to one of [B, C] and has no choice; set it with by(function)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sorter.waiting.toOneOf())
                .withMessage(
                        "A transition to one of several states needs at least one; pass all states that its function"
                                + " may return");
        assertThatIllegalStateException()
                .isThrownBy(() -> sorter.waiting.to(sorter.small).by(() -> sorter.small))
                .withMessage("A transition from [WAITING] to one target has nothing to choose; create it with"
                        + " toOneOf(targets)");
    }

    private enum Size {
        WAITING,
        SMALL,
        LARGE
    }

    private enum Scale {
        WEIGH,
        RESET
    }

    @Test
    void definitionsChooseByContextAndPayload() {
        MachineDefinition<Size, Scale, Integer> sizes = Machine.define(Size.class, Scale.class)
                .context(Integer.class)
                .initial(Size.WAITING)
                .onOneOf(
                        Size.WAITING,
                        Scale.WEIGH,
                        List.of(Size.SMALL, Size.LARGE),
                        (limit, grams) -> Objects.equals(grams, "none")
                                ? Size.WAITING
                                : grams instanceof Integer weight && weight > limit ? Size.LARGE : Size.SMALL)
                .on(Size.SMALL, Scale.RESET, Size.WAITING)
                .on(Size.LARGE, Scale.RESET, Size.WAITING)
                .build();
        MachineInstance<Size, Scale, Integer> size = sizes.instance(10);

        size.fire(Scale.WEIGH, 11);

        assertThat(size.state()).isEqualTo(Size.LARGE);
        assertThat(sizes.next(Size.WAITING, Scale.WEIGH, 10)).isEqualTo(Size.SMALL);
        size.fire(Scale.RESET);
        assertThatIllegalStateException()
                .isThrownBy(() -> size.fire(Scale.WEIGH, "none"))
                .withMessage(
                        "The choice of trigger [WEIGH] has returned [WAITING], which is none of its targets [SMALL,"
                                + " LARGE]; define it with onOneOf");
    }
}
