package dev.observatory.bench.stress;

import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineDefinition;
import dev.observatory.machine.MachineInstance;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Of two threads that fire one trigger after the other, observers hear the steps in the order in which the machine took them. */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "opened; it could not be shut before")
@Outcome(id = "true, 2", expect = Expect.ACCEPTABLE, desc = "opened, then shut")
@Outcome(expect = Expect.FORBIDDEN, desc = "told late, twice, or in another order")
@State
public class StepsAreToldInOrder {
    private static final MachineDefinition<Door, Push, Object> DOORS = Machine.define(Door.class, Push.class)
            .initial(Door.CLOSED)
            .on(Door.CLOSED, Push.OPEN, Door.OPENED)
            .on(Door.OPENED, Push.SHUT, Door.CLOSED)
            .build();

    private final MachineInstance<Door, Push, Object> door = DOORS.instance();
    private @Nullable Door lastTold;
    private int told;

    private enum Door {
        CLOSED,
        OPENED
    }

    private enum Push {
        OPEN,
        SHUT
    }

    /** Observes. Only one thread at a time is in the machine, so that what it tells needs no more care than this. */
    public StepsAreToldInOrder() {
        door.updated().connect(step -> {
            lastTold = step.to();
            told++;
        });
    }

    /** Opens. */
    @Actor
    public void open() {
        door.tryFire(Push.OPEN);
    }

    /** Shuts. */
    @Actor
    public void shut() {
        door.tryFire(Push.SHUT);
    }

    /**
     * Looks when both are done.
     *
     * @param result whether the last state that was told is the one that the machine is in, and how many steps were told
     */
    @Arbiter
    public void look(ZI_Result result) {
        result.r1 = door.state() == lastTold;
        result.r2 = told;
    }
}
