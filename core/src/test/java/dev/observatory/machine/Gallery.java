package dev.observatory.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Machines to be drawn: simple ones, one with everything, some with names that diagrams could choke on, and random ones. */
@SuppressWarnings("UnusedVariable") // read by the library
final class Gallery {
    private Gallery() {}

    static final class Everything extends Machine {
        final State idle = initial("IDLE"),
                work = state("WORK").parallel(),
                over = state("OVER").asFinal();
        final State left = work.state("LEFT"), right = work.state("RIGHT");
        final State l0 = left.initial("L0"),
                l1 = left.state("L1"),
                r0 = right.initial("R0"),
                r1 = right.state("R1").asFinal();
        final State deep = left.state("DEEP"), deepest = deep.initial("DEEPEST"), other = deep.state("OTHER");
        final Trigger begin = trigger(idle.to(work)), back = trigger(idle.to(work.deepHistory()));
        final Trigger again = trigger(idle.to(deep.history()));
        final Trigger next = trigger(
                l0.to(l1).when("left is free", () -> true),
                l1.to(deep),
                r0.to(r1),
                deep.to(other),
                deepest.to(deepest));
        final Trigger late = trigger(l1.to(l0).after(Duration.ofMillis(1500)), over().idle(Duration.ofMinutes(2)));
        final Trigger note = trigger(work.stay(), ANY.stay());
        final Trigger stop = trigger(ANY.to(over), work.to(idle));
        final Trigger done = whenDone(right.to(idle));

        Everything() {
            super(MachineOptions.serial().scheduler(new ManualScheduler()));
        }

        private TransitionBuilder<Object> over() {
            return other.to(deepest);
        }
    }

    static final class Hostile extends Machine {
        final State end = initial("end"), state = state("state"), empty = state("'");
        final State quoted = state("say \"hi\" <b> & 'bye'"),
                lines = state("two\nlines"),
                semicolon = state("a;b:c#d%%e{f}g\\");
        final State foreign = state("grün→赤"),
                digits = state("1st"),
                same = state("_1st"),
                dots = state("a.b-c"),
                dash = state("--");
        final Trigger all = trigger(
                "go \"there\"; --> : [*] {x} #1 %% \n \\ &<>",
                end.to(state).when("x > 1 && \"y\"", () -> true),
                state.to(empty),
                empty.to(quoted),
                quoted.to(lines),
                lines.to(semicolon),
                semicolon.to(foreign),
                foreign.to(digits),
                digits.to(same),
                same.to(dots),
                dots.to(dash),
                dash.to(end));
    }

    static List<Machine> all() {
        List<Machine> machines = new ArrayList<>(List.of(new TrafficLight(), new Everything(), new Hostile()));
        for (long seed = 0; seed < 40; seed++) {
            machines.add(new RandomMachine(new Random(seed), MachineOptions.serial()));
        }
        return machines;
    }
}
