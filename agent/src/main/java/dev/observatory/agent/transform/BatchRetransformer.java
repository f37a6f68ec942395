package dev.observatory.agent.transform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Retransforms loaded classes in batches: the JVM pauses the program once per batch. A batch that the JVM refuses is bisected until only
 * the classes are left that cause the failure, so that one class does not affect the others.
 *
 * <p>Uses no lambdas and no streams: late field writers may be retransformed while the program starts.
 */
final class BatchRetransformer {
    /** A pause of about 20 ms. A quarter of it hardly shortens the pause, and takes half a second longer for two thousand classes. */
    static final int BATCH = 400;

    private final Redefinitions redefinitions;
    private final Map<Class<?>, Throwable> refused = new LinkedHashMap<>();

    private BatchRetransformer(Redefinitions redefinitions) {
        this.redefinitions = redefinitions;
    }

    /** Retransforms classes; returns those that stay as they were, with the failure. */
    static Map<Class<?>, Throwable> retransform(Redefinitions redefinitions, Collection<Class<?>> classes) {
        BatchRetransformer retransformer = new BatchRetransformer(redefinitions);
        List<Class<?>> all = new ArrayList<>(classes);
        for (int start = 0; start < all.size(); start += BATCH) {
            retransformer.retransform(all.subList(start, Math.min(all.size(), start + BATCH)));
        }
        return retransformer.refused;
    }

    private void retransform(List<Class<?>> batch) {
        try {
            redefinitions.retransform(batch);
        } catch (Exception | LinkageError | InternalError failure) {
            if (batch.size() == 1) {
                refused.put(batch.get(0), failure);
                return;
            }
            int half = batch.size() / 2;
            retransform(batch.subList(0, half));
            retransform(batch.subList(half, batch.size()));
        }
    }
}
