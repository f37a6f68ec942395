package dev.observatory.bench.stress;

import dev.observatory.machine.FireResult;
import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineDefinition;
import dev.observatory.machine.MachineInstance;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Of two threads that fire the same trigger at once, one has the transition, and the other one is told that it has not. */
@JCStressTest
@org.openjdk.jcstress.annotations.Outcome(id = "true, false, true", expect = Expect.ACCEPTABLE, desc = "the first one")
@org.openjdk.jcstress.annotations.Outcome(id = "false, true, true", expect = Expect.ACCEPTABLE, desc = "the second one")
@org.openjdk.jcstress.annotations.Outcome(expect = Expect.FORBIDDEN, desc = "lost, or taken twice")
@State
public class TransitionIsTakenOnce {
    private static final MachineDefinition<Door, Push, Object> DOORS = Machine.define(Door.class, Push.class)
            .initial(Door.CLOSED)
            .on(Door.CLOSED, Push.OPEN, Door.OPENED)
            .on(Door.OPENED, Push.SHUT, Door.CLOSED)
            .build();

    private final MachineInstance<Door, Push, Object> door = DOORS.instance();

    private enum Door {
        CLOSED,
        OPENED
    }

    private enum Push {
        OPEN,
        SHUT
    }

    /**
     * Fires.
     *
     * @param result whether it had the transition
     */
    @Actor
    public void push(ZZZ_Result result) {
        result.r1 = door.tryFire(Push.OPEN) == FireResult.TRANSITIONED;
    }

    /**
     * Fires as well.
     *
     * @param result whether it had the transition
     */
    @Actor
    public void pushToo(ZZZ_Result result) {
        result.r2 = door.tryFire(Push.OPEN) == FireResult.TRANSITIONED;
    }

    /**
     * Looks when both are done.
     *
     * @param result whether the door is open
     */
    @Arbiter
    public void look(ZZZ_Result result) {
        result.r3 = door.state() == Door.OPENED;
    }
}
