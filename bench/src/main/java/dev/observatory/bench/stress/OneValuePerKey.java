package dev.observatory.bench.stress;

import dev.observatory.runtime.WeakIdentityMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The weak registry gives all who ask at once for an object's hooks the same ones, whole. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the same one, whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "two, or half of one")
@State
public class OneValuePerOwner {
    private final WeakIdentityMap<Value> values = new WeakIdentityMap<>(() -> {});
    private final Object owner = new Object();
    private @Nullable Value first;
    private @Nullable Value second;

    /** Asks. */
    @Actor
    public void ask() {
        first = values.computeIfAbsent(owner, Value::new);
    }

    /** Asks as well. */
    @Actor
    public void askToo() {
        second = values.computeIfAbsent(owner, Value::new);
    }

    /**
     * Compares when both are done.
     *
     * @param result whether both got the same value, and it was whole
     */
    @Arbiter
    public void compare(ZZ_Result result) {
        result.r1 = first == second && first == values.get(owner);
        result.r2 = first != null && first.whole == 1;
    }

    private static final class Value {
        private int whole;

        Value() {
            whole = 1;
        }
    }
}
