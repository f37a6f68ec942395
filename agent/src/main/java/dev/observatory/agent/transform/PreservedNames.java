package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.ParameterNamePreserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The parameter names that JVMs would lose of the classes that a thread is retransforming. Safe for use by many threads. */
final class PreservedNames {
    private final Map<Thread, Map<Class<?>, ParameterNamePreserver>> byThread = new ConcurrentHashMap<>();

    /**
     * Sets the names of the classes that this thread is about to retransform.
     *
     * @param names empty if it has retransformed them
     */
    void set(Map<Class<?>, ParameterNamePreserver> names) {
        if (names.isEmpty()) {
            byThread.remove(Thread.currentThread());
        } else {
            byThread.put(Thread.currentThread(), names);
        }
    }

    /** Returns the names of a class that this thread is retransforming; null if none need to be preserved. */
    @Nullable
    ParameterNamePreserver of(Class<?> type) {
        Map<Class<?>, ParameterNamePreserver> names = byThread.isEmpty() ? null : byThread.get(Thread.currentThread());
        return names == null ? null : names.get(type);
    }
}
