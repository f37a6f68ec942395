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

/** Concurrent look-ups of a key in the weak identity map return the same, safely published value. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the same value, safely published")
@Outcome(expect = Expect.FORBIDDEN, desc = "two values, or a partially constructed one")
@State
public class OneValuePerKey {
    private final WeakIdentityMap<Value> values = new WeakIdentityMap<>(() -> {});
    private final Object key = new Object();
    private @Nullable Value first;
    private @Nullable Value second;

    /** Looks up the key. */
    @Actor
    public void lookUp() {
        first = values.computeIfAbsent(key, Value::new);
    }

    /** Looks up the key concurrently. */
    @Actor
    public void lookUpConcurrently() {
        second = values.computeIfAbsent(key, Value::new);
    }

    /**
     * Compares after both actors.
     *
     * @param result whether both got the same value, and whether it was fully constructed
     */
    @Arbiter
    public void compare(ZZ_Result result) {
        result.r1 = first == second && first == values.get(key);
        result.r2 = first != null && first.whole == 1;
    }

    private static final class Value {
        private int whole;

        Value() {
            whole = 1;
        }
    }
}
