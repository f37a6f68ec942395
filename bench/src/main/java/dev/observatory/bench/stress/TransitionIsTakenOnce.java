package dev.observatory.bench.stress;

import dev.observatory.machine.FireResult;
import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineDefinition;
import dev.observatory.machine.MachineInstance;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** If two threads fire the same trigger concurrently, one takes the transition and the other is refused. */
@JCStressTest
@Outcome(id = "true, false, true", expect = Expect.ACCEPTABLE, desc = "taken by the first thread")
@Outcome(id = "false, true, true", expect = Expect.ACCEPTABLE, desc = "taken by the second thread")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or taken twice")
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
     * @param result whether this thread took the transition
     */
    @Actor
    public void push(ZZZ_Result result) {
        result.r1 = door.tryFire(Push.OPEN) == FireResult.TRANSITIONED;
    }

    /**
     * Fires the same trigger concurrently.
     *
     * @param result whether this thread took the transition
     */
    @Actor
    public void pushConcurrently(ZZZ_Result result) {
        result.r2 = door.tryFire(Push.OPEN) == FireResult.TRANSITIONED;
    }

    /**
     * Reads after both actors.
     *
     * @param result whether the door is open
     */
    @Arbiter
    public void look(ZZZ_Result result) {
        result.r3 = door.state() == Door.OPENED;
    }
}
