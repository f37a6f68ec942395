package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the W3C's implementation report for State Chart XML requires of an interpreter, as far as it is about the core of
 * statecharts and this library has it: each row is one of its assertions, by its number and in our own words, and a small
 * machine that shows it.
 *
 * <p>Left out is what has no counterpart here: data models, executable content, event descriptors, eventless transitions,
 * {@code invoke}, sending to others, and content of initial and history transitions. Two core assertions are answered otherwise
 * on purpose: 378, an exit action that fails leaves the machine where it was; and 409, a state counts as active while it is being
 * left, since the whole step may still fail.
 */
@SuppressWarnings({"UnusedVariable", "ClassCanBeStatic"}) // read by the library
class ScxmlAssertionsTest {

    /** A machine that writes down what it does. */
    private static class Logging extends Machine {
        final List<String> log = new ArrayList<>();

        Logging() {}

        Logging(MachineOptions options) {
            super(options);
        }

        State logged(State state) {
            return state.onEntry(() -> log.add("+" + state)).onExit(() -> log.add("-" + state));
        }

        Runnable say(String what) {
            return () -> log.add(what);
        }

        List<String> after(Trigger... triggers) {
            start();
            log.clear();
            for (Trigger trigger : triggers) {
                trigger.tryFire();
            }
            return log;
        }
    }

    /** Two levels, and a state beside. */
    private static final class Nested extends Logging {
        final State outer = logged(initial("outer"));
        final State one = logged(outer.initial("one"));
        final State two = logged(outer.state("two"));
        final State beside = logged(state("beside"));
        final Trigger go;

        @SafeVarargs
        Nested(Function<Nested, TransitionBuilder<Object>>... routes) {
            go = trigger("go");
            for (Function<Nested, TransitionBuilder<Object>> route : routes) {
                go.on(route.apply(this));
            }
            outer.requireTrigger(false);
            one.requireTrigger(false);
            two.requireTrigger(false);
            beside.requireTrigger(false);
        }
    }

    /** Two regions with two states and an end each. */
    private static final class Twin extends Logging {
        final State both = logged(initial("both")).parallel();
        final State left = logged(both.state("left"));
        final State l0 = logged(left.initial("l0"));
        final State l1 = logged(left.state("l1"));
        final State l2 = logged(left.state("l2")).asFinal();
        final State right = logged(both.state("right"));
        final State r0 = logged(right.initial("r0"));
        final State r1 = logged(right.state("r1"));
        final State r2 = logged(right.state("r2")).asFinal();
        final State away = logged(state("away"));
        final Trigger finishLeft = trigger("finishLeft", l0.to(l2), l1.to(l2));
        final Trigger finishRight = trigger("finishRight", r0.to(r2), r1.to(r2));
        final Trigger done = whenDone(both.to(away).then(say("done")));

        /** Declared where it is spoken of. */
        Trigger go() {
            return trigger("go");
        }

        Twin() {
            Stream.of(both, l1, r1, away).forEach(state -> state.requireTrigger(false));
        }
    }

    private record Row(String number, String words, Supplier<List<String>> run, List<String> expected) {}

    private static Row row(String number, String words, Supplier<List<String>> run, String... expected) {
        return new Row(number, words, run, List.of(expected));
    }

    private static final List<Row> ROWS = List.of(
            row(
                    "144",
                    "what is raised from inside is handled in the order of raising",
                    () -> {
                        Logging machine = new Logging();
                        State only = machine.initial("only");
                        Trigger first = machine.trigger("first", only.stay().then(machine.say("first")));
                        Trigger second = machine.trigger("second", only.stay().then(machine.say("second")));
                        Trigger both = machine.trigger("both", only.stay().then(() -> {
                            first.fire();
                            second.fire();
                            machine.log.add("both");
                        }));
                        return machine.after(both);
                    },
                    "both",
                    "first",
                    "second"),
            row(
                    "372",
                    "a state is done after the entry actions of its end ran",
                    () -> {
                        Twin twin = new Twin();
                        return twin.after(twin.finishLeft, twin.finishRight).subList(0, 5);
                    },
                    "-l0",
                    "+l2",
                    "-r0",
                    "+r2",
                    "-r2"),
            row(
                    "375",
                    "entry actions run in the order of declaration",
                    () -> {
                        Nested nested = new Nested(each -> each.outer.to(each.beside));
                        nested.beside.onEntry(nested.say("second"));
                        return nested.after(nested.go);
                    },
                    "-one",
                    "-outer",
                    "+beside",
                    "second"),
            row(
                    "376",
                    "an entry action that fails does not keep the next from running",
                    () -> {
                        Nested nested = new Nested(each -> each.outer.to(each.beside));
                        nested.beside.onEntry(() -> {
                            throw new IllegalStateException("no");
                        });
                        nested.beside.onEntry(nested.say("second"));
                        nested.start();
                        nested.log.clear();
                        try {
                            nested.go.fire();
                        } catch (IllegalStateException expected) {
                            nested.log.add(expected.getMessage());
                        }
                        return nested.log;
                    },
                    "-one",
                    "-outer",
                    "+beside",
                    "second",
                    "no"),
            row(
                    "377",
                    "exit actions run in the order of declaration",
                    () -> {
                        Nested nested = new Nested(each -> each.outer.to(each.beside));
                        nested.one.onExit(nested.say("second"));
                        return nested.after(nested.go);
                    },
                    "-one",
                    "second",
                    "-outer",
                    "+beside"),
            row(
                    "387",
                    "a history that was never left leads to the default",
                    () -> {
                        Nested nested = new Nested(
                                each -> each.outer.to(each.beside), each -> each.beside.to(each.outer.history()));
                        return nested.after(nested.go, nested.go);
                    },
                    "-one",
                    "-outer",
                    "+beside",
                    "-beside",
                    "+outer",
                    "+one"),
            row(
                    "388",
                    "a history leads to where one was",
                    () -> {
                        Nested nested = new Nested(
                                each -> each.outer.to(each.beside), each -> each.beside.to(each.outer.deepHistory()));
                        nested.start();
                        nested.set(nested.two);
                        return nested.after(nested.go, nested.go);
                    },
                    "-two",
                    "-outer",
                    "+beside",
                    "-beside",
                    "+outer",
                    "+two"),
            row(
                    "403a",
                    "inner transitions go before outer ones, and those declared first before others",
                    () -> {
                        Nested nested = new Nested(
                                each -> each.outer.stay().then(each.say("outer")),
                                each -> each.one.stay().when("no", () -> false).then(each.say("never")),
                                each -> each.one.stay().when("yes", () -> true).then(each.say("first that passes")),
                                each -> each.one.stay().then(each.say("too late")));
                        return nested.after(nested.go);
                    },
                    "first that passes"),
            row(
                    "403b",
                    "a transition of the outer state is taken once, though two regions pick it",
                    () -> {
                        Twin twin = new Twin();
                        twin.go().on(twin.both.stay().then(twin.say("once")));
                        return twin.after(twin.go());
                    },
                    "once"),
            row(
                    "403c",
                    "of transitions that leave the same state the earlier region's is taken, and inner before outer",
                    () -> {
                        Twin twin = new Twin();
                        twin.go()
                                .on(twin.l0.to(twin.away).then(twin.say("left")))
                                .on(twin.r0.to(twin.away).then(twin.say("right")));
                        return twin.after(twin.go());
                    },
                    "-r0",
                    "-right",
                    "-l0",
                    "-left",
                    "-both",
                    "left",
                    "+away"),
            row(
                    "404",
                    "states are left from the inside out, later ones first, before anything else",
                    () -> {
                        Twin twin = new Twin();
                        twin.go().on(twin.both.to(twin.away).then(twin.say("action")));
                        return twin.after(twin.go());
                    },
                    "-r0",
                    "-right",
                    "-l0",
                    "-left",
                    "-both",
                    "action",
                    "+away"),
            row(
                    "405",
                    "actions run after all exits, in the order of the regions",
                    () -> {
                        Twin twin = new Twin();
                        twin.go()
                                .on(twin.l0.to(twin.l1).then(twin.say("left")))
                                .on(twin.r0.to(twin.r1).then(twin.say("right")));
                        return twin.after(twin.go()).subList(0, 4);
                    },
                    "-r0",
                    "-l0",
                    "left",
                    "right"),
            row(
                    "406",
                    "states are entered from the outside in, earlier ones first, after the actions",
                    () -> {
                        Twin twin = new Twin();
                        twin.go().on(twin.away.to(twin.both).then(twin.say("action")));
                        twin.start();
                        twin.set(twin.away);
                        return twin.after(twin.go());
                    },
                    "-away",
                    "action",
                    "+both",
                    "+left",
                    "+l0",
                    "+right",
                    "+r0"),
            row(
                    "411",
                    "a state is active while its entry actions run",
                    () -> {
                        Nested nested = new Nested(each -> each.outer.to(each.beside));
                        nested.beside.onEntry(() -> nested.log.add("active " + nested.beside.isActive()));
                        return nested.after(nested.go);
                    },
                    "-one",
                    "-outer",
                    "+beside",
                    "active true"),
            row(
                    "416",
                    "a state whose end is entered is done",
                    () -> {
                        Logging machine = new Logging();
                        State outer = machine.initial("outer");
                        State inner = outer.initial("inner");
                        State end = outer.state("end").asFinal();
                        State next = machine.logged(machine.state("next"));
                        Trigger go = machine.trigger("go", inner.to(end), next.to(outer));
                        machine.whenDone(outer.to(next));
                        return machine.after(go);
                    },
                    "+next"),
            row(
                    "417",
                    "a state with regions is done when all of them are",
                    () -> {
                        Twin twin = new Twin();
                        twin.after(twin.finishLeft);
                        twin.log.clear();
                        twin.finishRight.fire();
                        return twin.log;
                    },
                    "-r0",
                    "+r2",
                    "-r2",
                    "-right",
                    "-l2",
                    "-left",
                    "-both",
                    "done",
                    "+away"),
            row(
                    "421",
                    "what is done goes before what was fired from inside",
                    () -> {
                        Twin twin = new Twin();
                        twin.go().on(twin.away.stay().then(twin.say("fired")));
                        twin.r2.onEntry(() -> twin.go().tryFire());
                        twin.after(twin.finishLeft);
                        twin.log.clear();
                        twin.finishRight.fire();
                        return twin.log.subList(7, 10);
                    },
                    "done",
                    "+away",
                    "fired"),
            row(
                    "423",
                    "what nothing answers is dropped, and the next is handled",
                    () -> {
                        Nested nested = new Nested(each -> each.one.to(each.two));
                        Trigger other = nested.trigger("other", nested.beside.to(nested.outer));
                        return nested.after(other, nested.go);
                    },
                    "-one",
                    "+two"),
            row(
                    "503",
                    "a transition without a target leaves nothing",
                    () -> {
                        Nested nested = new Nested(each -> each.outer.stay().then(each.say("action")));
                        return nested.after(nested.go);
                    },
                    "action"),
            row(
                    "504",
                    "an external transition leaves all up to what both ends are inside of",
                    () -> {
                        Nested nested = new Nested(
                                each -> each.outer.to(each.two).reentrant().then(each.say("action")));
                        return nested.after(nested.go);
                    },
                    "-one",
                    "-outer",
                    "action",
                    "+outer",
                    "+two"),
            row(
                    "505",
                    "an internal transition to the inside does not leave its source",
                    () -> {
                        Nested nested =
                                new Nested(each -> each.outer.to(each.two).then(each.say("action")));
                        return nested.after(nested.go);
                    },
                    "-one",
                    "action",
                    "+two"),
            row(
                    "506",
                    "one that leads elsewhere does",
                    () -> {
                        Nested nested =
                                new Nested(each -> each.outer.to(each.outer).then(each.say("action")));
                        return nested.after(nested.go);
                    },
                    "-one",
                    "-outer",
                    "action",
                    "+outer",
                    "+one"),
            row(
                    "533",
                    "one from a state with regions does, too",
                    () -> {
                        Twin twin = new Twin();
                        twin.go().on(twin.both.to(twin.l1).then(twin.say("action")));
                        return twin.after(twin.go()).subList(4, 11);
                    },
                    "-both",
                    "action",
                    "+both",
                    "+left",
                    "+l1",
                    "+right",
                    "+r0"),
            row(
                    "580",
                    "a history is never itself active",
                    () -> {
                        Nested nested = new Nested(
                                each -> each.outer.to(each.beside), each -> each.beside.to(each.outer.history()));
                        nested.after(nested.go, nested.go);
                        return nested.activeStates().stream().map(State::name).toList();
                    },
                    "outer",
                    "one"),
            row(
                    "185",
                    "what is to come after a delay comes in the order of time",
                    () -> {
                        ManualScheduler clock = new ManualScheduler();
                        Logging machine = new Logging(MachineOptions.serial().scheduler(clock));
                        State only = machine.initial("only");
                        machine.trigger(
                                "late", only.stay().after(Duration.ofSeconds(2)).then(machine.say("late")));
                        machine.trigger(
                                "soon", only.stay().after(Duration.ofSeconds(1)).then(machine.say("soon")));
                        machine.start();
                        clock.advance(Duration.ofSeconds(3));
                        return machine.log;
                    },
                    "soon",
                    "late"),
            row(
                    "208",
                    "what is cancelled never comes",
                    () -> {
                        ManualScheduler clock = new ManualScheduler();
                        Logging machine = new Logging(MachineOptions.serial().scheduler(clock));
                        State first = machine.initial("first");
                        State second = machine.state("second").asFinal();
                        machine.trigger(
                                "late",
                                first.stay().after(Duration.ofSeconds(2)).then(machine.say("late")));
                        Trigger go = machine.trigger("go", first.to(second).then(machine.say("go")));
                        machine.after(go);
                        clock.advance(Duration.ofSeconds(3));
                        return machine.log;
                    },
                    "go"));

    @TestFactory
    Stream<DynamicTest> hold() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.number() + ": " + row.words(),
                        () -> assertThat(row.run().get()).isEqualTo(row.expected())));
    }

    @Test
    void areTwentySix() {
        assertThat(ROWS).extracting(Row::number).doesNotHaveDuplicates().hasSize(26);
    }
}
