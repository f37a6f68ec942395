package dev.observatory.persistence;

import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineOptions;
import dev.observatory.machine.ManualScheduler;
import dev.observatory.machine.State;
import dev.observatory.machine.Trigger;
import java.time.Duration;
import java.util.List;

/** A machine with everything that a snapshot contains: regions, histories, timers and deferred triggers. */
@SuppressWarnings("UnusedVariable") // read by the library
final class Plant extends Machine {
    final State idle = initial("IDLE"),
            work = state("WORK").parallel(),
            over = state("OVER").asFinal();
    final State left = work.state("LEFT"), right = work.state("RIGHT");
    final State l0 = left.initial("L0"), l1 = left.state("L1"), r0 = right.initial("R0"), r1 = right.state("R1");
    final Trigger begin = trigger(idle.to(work)), resume = trigger(idle.to(work.deepHistory()));
    final Trigger step = trigger(l0.to(l1), l1.to(l0)), turn = trigger(r0.to(r1), r1.to(r0));
    final Trigger pause = trigger(work.to(idle)), alarm = trigger(idle.stay()), stop = trigger(idle.to(over));
    final Trigger late = trigger(l1.to(l0).after(Duration.ofDays(14)));
    final Trigger calm = trigger(r1.to(r0).idle(Duration.ofHours(30)));
    final List<Trigger> fired = List.of(begin, resume, step, turn, pause, alarm);

    Plant(ManualScheduler clock) {
        super(MachineOptions.serial().scheduler(clock));
        work.defer(alarm);
    }
}
