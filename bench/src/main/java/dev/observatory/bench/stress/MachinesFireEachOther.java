package dev.observatory.bench.stress;

import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineDefinition;
import dev.observatory.machine.MachineInstance;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** If each of two machines fires the other from its own thread, neither thread waits permanently and each trigger is executed once. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both triggers were executed")
@Outcome(expect = Expect.FORBIDDEN, desc = "a trigger was lost or executed twice")
@State
public class MachinesFireEachOther {
    private static final MachineDefinition<Phase, Cue, Peer> PEERS = Machine.define(Phase.class, Cue.class)
            .context(Peer.class)
            .initial(Phase.ONLY)
            .stay(Phase.ONLY, Cue.FIRE_OTHER, rule -> rule.then(Peer::fireOther))
            .stay(Phase.ONLY, Cue.NOTE, rule -> rule.then(Peer::note))
            .build();

    private final Peer first = new Peer();
    private final Peer second = new Peer();

    private enum Phase {
        ONLY
    }

    private enum Cue {
        FIRE_OTHER,
        NOTE
    }

    /** A machine that knows another one. */
    private static final class Peer {
        private final MachineInstance<Phase, Cue, Peer> machine = PEERS.instance(this);
        private final AtomicInteger notes = new AtomicInteger();
        private @Nullable Peer other;

        private void fireOther() {
            if (other != null) {
                other.machine.fire(Cue.NOTE);
            }
        }

        private void note() {
            notes.incrementAndGet();
        }
    }

    /** Connects the machines. */
    public MachinesFireEachOther() {
        first.other = second;
        second.other = first;
    }

    /** Fires the first machine, which fires the second. */
    @Actor
    public void fireFirst() {
        first.machine.fire(Cue.FIRE_OTHER);
    }

    /** Fires the second machine, which fires the first. */
    @Actor
    public void fireSecond() {
        second.machine.fire(Cue.FIRE_OTHER);
    }

    /**
     * Reads after both actors.
     *
     * @param result how often each machine was noted
     */
    @Arbiter
    public void look(II_Result result) {
        result.r1 = first.notes.get();
        result.r2 = second.notes.get();
    }
}
