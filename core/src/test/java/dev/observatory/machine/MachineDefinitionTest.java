package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The form whose states and triggers are enums: one definition, many instances. */
class MachineDefinitionTest {
    enum Light {
        RED,
        GREEN,
        YELLOW
    }

    enum Cue {
        GO,
        CAUTION,
        STOP,
        FAULT,
        UNUSED
    }

    private static final class Crossing {
        private boolean clear = true;
        private final List<String> log = new ArrayList<>();

        boolean isClear() {
            return clear;
        }
    }

    private static MachineDefinitionBuilder<Light, Cue, Object> lights() {
        return Machine.define(Light.class, Cue.class)
                .initial(Light.RED)
                .on(Light.RED, Cue.GO, Light.GREEN)
                .on(Light.GREEN, Cue.CAUTION, Light.YELLOW)
                .on(Light.YELLOW, Cue.STOP, Light.RED)
                .any(Cue.FAULT, Light.RED);
    }

    private static final MachineDefinition<Light, Cue, Object> LIGHTS = lights().build();

    private static final MachineDefinition<Light, Cue, Crossing> GUARDED = Machine.define(Light.class, Cue.class)
            .context(Crossing.class)
            .initial(Light.RED)
            .on(Light.RED, Cue.GO, Light.GREEN, rule -> rule.when("clear", Crossing::isClear)
                    .then(crossing -> crossing.log.add("go")))
            .on(Light.GREEN, Cue.CAUTION, Light.YELLOW)
            .on(Light.YELLOW, Cue.STOP, Light.RED, rule -> rule.when(
                            "slow", Integer.class, (crossing, speed) -> speed < 10)
                    .then(Integer.class, (crossing, speed) -> crossing.log.add("stop at " + speed)))
            .stay(Light.GREEN, Cue.GO, rule -> rule.then(crossing -> crossing.log.add("still green")))
            .onEntry(Light.GREEN, crossing -> crossing.log.add("enter green"))
            .onExit(Light.GREEN, crossing -> crossing.log.add("exit green"))
            .settable(Light.YELLOW)
            .build();

    @Nested
    class AnInstance {

        @Test
        void followsTheTriggers() {
            MachineInstance<Light, Cue, Object> light = LIGHTS.instance();

            light.fire(Cue.GO);
            assertThat(light.tryFire(Cue.STOP)).isEqualTo(FireResult.UNHANDLED);
            light.fire(Cue.CAUTION);

            assertThat(light.state()).isEqualTo(Light.YELLOW);
            assertThat(light.isIn(Light.YELLOW)).isTrue();
            assertThat(light.activeStates()).containsExactly(Light.YELLOW);
            assertThat(light.permitted()).containsExactly(Cue.STOP, Cue.FAULT);
            assertThat(light.isFinished()).isFalse();
            assertThat(light.definition()).isSameAs(LIGHTS);
            assertThat(light).hasToString("Light in YELLOW");
        }

        @Test
        void sharesNothingButTheDefinition() {
            MachineInstance<Light, Cue, Object> one = LIGHTS.instance();
            MachineInstance<Light, Cue, Object> other = LIGHTS.instance();
            List<String> heard = new ArrayList<>();
            one.updated().connect(step -> heard.add("one " + step));

            other.fire(Cue.GO);
            one.fire(Cue.GO);

            assertThat(heard).containsExactly("one RED -> GREEN by GO");
        }

        @Test
        void givesGuardsAndActionsItsContext() {
            Crossing crossing = new Crossing();
            MachineInstance<Light, Cue, Crossing> light = GUARDED.instance(crossing);
            crossing.clear = false;

            assertThat(light.tryFire(Cue.GO)).isEqualTo(FireResult.REFUSED_BY_GUARD);
            crossing.clear = true;
            light.fire(Cue.GO);
            assertThat(light.tryFire(Cue.GO)).isEqualTo(FireResult.INTERNAL);
            light.fire(Cue.CAUTION);
            assertThat(light.tryFire(Cue.STOP, 30)).isEqualTo(FireResult.REFUSED_BY_GUARD);
            light.fire(Cue.STOP, 5);

            assertThat(crossing.log).containsExactly("go", "enter green", "still green", "exit green", "stop at 5");
            assertThat(light.context()).isSameAs(crossing);
        }

        @Test
        void emitsThroughItsHooksInOrder() {
            MachineInstance<Light, Cue, Crossing> light = GUARDED.instance(new Crossing());
            List<String> heard = new ArrayList<>();
            light.updated().connect(step -> heard.add("updated"));
            light.entered(Light.GREEN).connect(step -> heard.add("entered " + step.kind()));
            light.exited(Light.RED).connect(step -> heard.add("exited"));
            light.triggered(Cue.GO).connect(step -> heard.add("triggered " + step));

            light.fire(Cue.GO);
            light.fire(Cue.GO);

            assertThat(heard)
                    .containsExactly(
                            "exited",
                            "triggered RED -> GREEN by GO",
                            "entered EXTERNAL",
                            "updated",
                            "triggered GREEN -> GREEN by GO");
        }

        @Test
        void mayBeSetWhereTheDefinitionAllowsIt() {
            MachineInstance<Light, Cue, Crossing> light = GUARDED.instance(new Crossing());
            List<String> heard = new ArrayList<>();
            light.updated().connect(step -> heard.add(step.toString()));

            light.set(Light.YELLOW);
            assertThatExceptionOfType(TransitionRefusedException.class)
                    .isThrownBy(() -> light.set(Light.GREEN))
                    .withMessage(
                            "State [GREEN] cannot be set from state [YELLOW]; no trigger leads there; declare a transition, or the state with requireTrigger(false)");

            assertThat(heard).containsExactly("RED -> YELLOW by itself");
        }

        @Test
        void explainsAndRefusesInTheSameWords() {
            Crossing crossing = new Crossing();
            crossing.clear = false;
            MachineInstance<Light, Cue, Crossing> light = GUARDED.instance(crossing);

            assertThat(light.explain(Cue.GO))
                    .hasToString("Trigger [GO] cannot fire from state [RED]: to [GREEN] refused by guard [clear]");
            assertThat(light.explain(Cue.UNUSED))
                    .hasToString("Trigger [UNUSED] cannot fire from state [RED]; it fires from []");
            assertThatExceptionOfType(TransitionRefusedException.class)
                    .isThrownBy(() -> light.fire(Cue.GO))
                    .withMessage("Trigger [GO] cannot fire from state [RED]; refused by guard [clear]");
            light.set(Light.YELLOW);
            assertThatExceptionOfType(InvalidPayloadException.class)
                    .isThrownBy(() -> light.fire(Cue.STOP))
                    .withMessage("Trigger [STOP] takes a payload of type [java.lang.Integer] and got [nothing]; use"
                            + " fire(payload)");
            assertThatExceptionOfType(InvalidPayloadException.class).isThrownBy(() -> light.fire(Cue.STOP, "fast"));
        }

        @Test
        void submits() {
            MachineInstance<Light, Cue, Object> light = LIGHTS.instance();

            assertThat(light.submit(Cue.GO)).isCompletedWithValue(FireResult.TRANSITIONED);
            assertThat(light.submit(Cue.GO, "payload")).isCompletedWithValue(FireResult.UNHANDLED);
        }

        @Test
        void needsAContextWhereOneIsSpokenOf() {
            assertThatIllegalStateException()
                    .isThrownBy(GUARDED::instance)
                    .withMessage(
                            "Machine [Light] has a context of type [dev.observatory.machine.MachineDefinitionTest$Crossing]; use"
                                    + " instance(context)");
        }

        @Test
        void isMarkedInTheDiagram() {
            MachineInstance<Light, Cue, Object> light = LIGHTS.instance();
            light.fire(Cue.GO);

            assertThat(light.render()).startsWith(LIGHTS.toMermaid()).endsWith("class GREEN current\n");
        }
    }

    @Nested
    class Next {

        @Test
        void isAPureFunctionOfStateAndTrigger() {
            assertThat(LIGHTS.next(Light.RED, Cue.GO, null)).isEqualTo(Light.GREEN);
            assertThat(LIGHTS.next(Light.YELLOW, Cue.FAULT, null)).isEqualTo(Light.RED);
            assertThat(LIGHTS.tryNext(Light.RED, Cue.STOP, null)).isEmpty();
            assertThatExceptionOfType(TransitionRefusedException.class)
                    .isThrownBy(() -> LIGHTS.next(Light.RED, Cue.STOP, null))
                    .withMessage("Trigger [STOP] cannot fire from state [RED]; it fires from [YELLOW]");
        }

        @Test
        void callsGuardsAndRunsNoAction() {
            Crossing crossing = new Crossing();

            assertThat(GUARDED.next(Light.RED, Cue.GO, crossing)).isEqualTo(Light.GREEN);
            assertThat(GUARDED.next(Light.GREEN, Cue.GO, crossing)).isEqualTo(Light.GREEN);
            crossing.clear = false;
            assertThatExceptionOfType(TransitionRefusedException.class)
                    .isThrownBy(() -> GUARDED.next(Light.RED, Cue.GO, crossing))
                    .withMessage("Trigger [GO] cannot fire from state [RED]; refused by guard [clear]")
                    .returns(FireResult.REFUSED_BY_GUARD, TransitionRefusedException::outcome);

            assertThat(crossing.log).isEmpty();
        }

        enum Job {
            NEW,
            RUNNING,
            READING,
            WRITING,
            WRITTEN,
            DONE
        }

        enum Say {
            START,
            NEXT,
            BACK
        }

        private static final MachineDefinition<Job, Say, Object> JOBS = Machine.define(Job.class, Say.class)
                .initial(Job.NEW)
                .inside(Job.RUNNING, Job.READING, Job.WRITING, Job.WRITTEN)
                .ends(Job.WRITTEN, Job.DONE)
                .on(Job.NEW, Say.START, Job.RUNNING)
                .on(Job.NEW, Say.BACK, Job.RUNNING, EnumTransitionBuilder::history)
                .on(Job.READING, Say.NEXT, Job.WRITING)
                .on(Job.WRITING, Say.NEXT, Job.WRITTEN)
                .on(Job.RUNNING, Say.BACK, Job.NEW)
                .whenDone(Job.RUNNING, Job.DONE)
                .build();

        @Test
        void goesIntoStatesAndOutOfThoseThatAreDone() {
            assertThat(JOBS.next(Job.NEW, Say.START, null)).isEqualTo(Job.READING);
            assertThat(JOBS.next(Job.NEW, Say.BACK, null)).isEqualTo(Job.READING);
            assertThat(JOBS.next(Job.WRITING, Say.BACK, null)).isEqualTo(Job.NEW);
            assertThat(JOBS.next(Job.WRITING, Say.NEXT, null)).isEqualTo(Job.DONE);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JOBS.next(Job.RUNNING, Say.NEXT, null))
                    .withMessage("State [RUNNING] contains other states; pass an innermost state");
        }

        @Test
        void agreesWithInstances() {
            MachineInstance<Job, Say, Object> job = JOBS.instance();
            Job state = Job.NEW;
            for (Say say : List.of(Say.START, Say.NEXT, Say.BACK, Say.START, Say.NEXT, Say.NEXT)) {
                job.fire(say);
                state = JOBS.next(state, say, null);
                assertThat(job.state()).isEqualTo(state);
            }
            assertThat(job.isFinished()).isTrue();
        }
    }

    @Test
    void isValidatedWhenItIsBuilt() {
        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> Machine.define(Light.class, Cue.class)
                        .inside(Light.GREEN, Light.YELLOW)
                        .inside(Light.YELLOW, Light.GREEN)
                        .inside(Light.RED, Light.YELLOW)
                        .build())
                .withMessage("Machine [Light] cannot be used: State [GREEN] is put inside itself; State [YELLOW] is put"
                        + " inside [GREEN] and of [RED]; it can only be inside one");
    }

    @Test
    void listsItsTransitions() {
        assertThat(LIGHTS.transitions())
                .extracting(TransitionRow::toString)
                .containsExactly(
                        "RED -> GREEN by GO",
                        "GREEN -> YELLOW by CAUTION",
                        "YELLOW -> RED by STOP",
                        "any -> RED by FAULT");
        assertThat(LIGHTS).hasToString("definition [Light]");
        assertThat(LIGHTS.name()).isEqualTo("Light");
    }
}
