package dev.observatory.agent.library;

import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a class that is about to be loaded, once it is. Asks the JVM and no class loader: nothing is loaded, and no lock is
 * waited for.
 */
public final class PendingClass implements Supplier<@Nullable Class<?>> {
    private final Instrumentation instrumentation;
    private final WeakReference<ClassLoader> loader;
    private final String name;

    public PendingClass(Instrumentation instrumentation, ClassLoader loader, String name) {
        this.instrumentation = instrumentation;
        this.loader = new WeakReference<>(loader);
        this.name = name;
    }

    @Override
    public @Nullable Class<?> get() {
        ClassLoader present = loader.get();
        if (present == null) {
            return null;
        }
        for (Class<?> initiated : instrumentation.getInitiatedClasses(present)) {
            if (initiated.getClassLoader() == present && initiated.getName().equals(name)) {
                return initiated;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return name;
    }
}
