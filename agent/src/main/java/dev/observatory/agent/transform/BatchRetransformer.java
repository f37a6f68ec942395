package dev.observatory.agent.transform;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Has loaded classes transformed again, many at a time: the JVM stops once for each batch. A batch that fails is halved until the
 * class stands alone that it failed for, so one bad class costs no other.
 */
final class BatchRetransformer {
    /** A pause of some 20 ms. A quarter as many make it hardly shorter, and all of it half a second longer for two thousand classes. */
    static final int BATCH = 400;

    private final Instrumentation instrumentation;
    private final Map<Class<?>, String> refused = new LinkedHashMap<>();

    BatchRetransformer(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    void run(List<Class<?>> classes) {
        for (int start = 0; start < classes.size(); start += BATCH) {
            batch(classes.subList(start, Math.min(classes.size(), start + BATCH)));
        }
    }

    /** The classes that stayed as they were, with the reason. */
    Map<Class<?>, String> refused() {
        return refused;
    }

    private void batch(List<Class<?>> batch) {
        try {
            instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
        } catch (LinkageError | InternalError | UnsupportedOperationException | UnmodifiableClassException failure) {
            if (batch.size() == 1) {
                refused.put(batch.get(0), "the JVM did not take it: " + failure);
                return;
            }
            int half = batch.size() / 2;
            batch(batch.subList(0, half));
            batch(batch.subList(half, batch.size()));
        }
    }
}
