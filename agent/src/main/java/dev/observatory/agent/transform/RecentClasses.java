package dev.observatory.agent.transform;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.objectweb.asm.Type;

/**
 * The classes that were recorded last: some of them may still be in the process of being loaded. Safe for use by many threads, and without
 * lambdas, since it is used while a program starts.
 */
final class RecentClasses {
    /** More threads than this hardly load classes at the same time. A power of two. */
    private static final int SIZE = 64;

    /** After this time, a class was loaded and discarded, or its loading has failed. */
    private static final long LONGEST_LOADING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final AtomicReferenceArray<Loading> last = new AtomicReferenceArray<>(SIZE);
    private final AtomicInteger next = new AtomicInteger();

    private record Loading(WeakReference<ClassLoader> loader, String internalName, long nanos) {
        boolean is(Class<?> type) {
            return loader.refersTo(type.getClassLoader()) && internalName.equals(Type.getInternalName(type));
        }
    }

    void add(ClassLoader loader, String internalName) {
        last.set(
                next.getAndIncrement() & (SIZE - 1),
                new Loading(new WeakReference<>(loader), internalName, System.nanoTime()));
    }

    /** Returns whether there are others than some classes. */
    boolean containsOthers(List<Class<?>> classes) {
        long now = System.nanoTime();
        List<Loading> others = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            Loading recorded = last.get(i);
            if (recorded != null
                    && !recorded.loader().refersTo(null)
                    && now - recorded.nanos() < LONGEST_LOADING_NANOS) {
                others.add(recorded);
            }
        }
        for (Class<?> type : classes) {
            for (int i = others.size() - 1; i >= 0; i--) {
                if (others.get(i).is(type)) {
                    others.remove(i);
                }
            }
        }
        return !others.isEmpty();
    }
}
