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

/**
 * If two threads fire triggers that depend on each other, observers receive the transitions in the order in which they
 * occurred.
 */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "opened; shutting was refused before")
@Outcome(id = "true, 2", expect = Expect.ACCEPTABLE, desc = "opened, then shut")
@Outcome(expect = Expect.FORBIDDEN, desc = "emitted late, twice or out of order")
@State
public class TransitionsAreEmittedInOrder {
    private static final MachineDefinition<Position, Push, Object> DOORS = Machine.define(Position.class, Push.class)
            .initial(Position.CLOSED)
            .on(Position.CLOSED, Push.OPEN, Position.OPENED)
            .on(Position.OPENED, Push.SHUT, Position.CLOSED)
            .build();

    private final MachineInstance<Position, Push, Object> door = DOORS.instance();
    private @Nullable Position lastEmitted;
    private int emissions;

    private enum Position {
        CLOSED,
        OPENED
    }

    private enum Push {
        OPEN,
        SHUT
    }

    /** Connects an observer. Needs no synchronization, because the machine runs on one thread at a time. */
    public TransitionsAreEmittedInOrder() {
        door.updated().connect(step -> {
            lastEmitted = step.to();
            emissions++;
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
     * Reads after both actors.
     *
     * @param result whether the last emitted state is the machine's state, and the number of emitted transitions
     */
    @Arbiter
    public void look(ZI_Result result) {
        result.r1 = door.state() == lastEmitted;
        result.r2 = emissions;
    }
}
