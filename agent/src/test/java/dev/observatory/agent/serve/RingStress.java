package dev.observatory.agent.serve;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads add items to a queue that is soon full, while one of them takes: each item is taken once or counted as lost, none is taken
 * twice, and none is incomplete. Run by {@code scripts/prove stress}.
 */
@JCStressTest
@Outcome(id = "4, 0", expect = Expect.ACCEPTABLE, desc = "all taken or counted as lost")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost but not counted, taken twice, or incomplete")
@State
public class RingStress {
    private final DroppingRingBuffer<Item> ring = new DroppingRingBuffer<>(2, 2, item -> 1);
    private final Item[] items = new Item[4];
    private int lostOfFirst;
    private int lostOfSecond;
    private int wrong;
    private int taken;

    private static final class Item {
        private int whole;
        private int times;

        Item() {
            whole = 1;
        }
    }

    private int put(int number) {
        items[number] = new Item();
        return ring.put(items[number]);
    }

    private void takeOne() {
        Item item = ring.poll();
        if (item != null) {
            take(item);
        }
    }

    private void take(Item item) {
        taken++;
        item.times++;
        wrong += item.whole == 1 && item.times == 1 ? 0 : 1;
    }

    /** Adds. */
    @Actor
    public void put() {
        lostOfFirst = put(0) + put(1);
    }

    /** Adds and takes. */
    @Actor
    public void putAndTake() {
        lostOfSecond = put(2);
        takeOne();
        lostOfSecond += put(3);
        takeOne();
    }

    /**
     * Takes the rest when all are done.
     *
     * @param result how many items were taken or lost, and how many were wrong
     */
    @Arbiter
    public void takeTheRest(II_Result result) {
        for (Item item = ring.poll(); item != null; item = ring.poll()) {
            take(item);
        }
        result.r1 = taken + lostOfFirst + lostOfSecond;
        result.r2 = wrong;
    }
}
