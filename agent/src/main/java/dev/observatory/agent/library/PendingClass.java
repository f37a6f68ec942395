package dev.observatory.agent.library;

import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a class that is being loaded, once it is. Queries the JVM and no class loader, so it neither loads a class nor waits for a
 * lock.
 *
 * <p>A {@link Supplier}, since it is passed to library instances of other class loaders, which know types of the JDK only.
 */
public final class PendingClass implements Supplier<@Nullable Class<?>> {
    private final Instrumentation instrumentation;
    private final WeakReference<ClassLoader> loader;
    private final String name;

    /**
     * Creates a handle of a class that is being loaded.
     *
     * @param instrumentation knows the loaded classes
     * @param loader the class loader; held weakly
     * @param name the binary name of the class
     */
    public PendingClass(Instrumentation instrumentation, ClassLoader loader, String name) {
        this.instrumentation = instrumentation;
        this.loader = new WeakReference<>(loader);
        this.name = name;
    }

    /**
     * Returns the class.
     *
     * @return null while it is not loaded
     */
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
