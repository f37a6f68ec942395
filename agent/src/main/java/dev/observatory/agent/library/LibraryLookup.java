package dev.observatory.agent.library;

import dev.observatory.agent.jvm.ClassLoaderMap;
import dev.observatory.weave.AgentBridge;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the library instance that the code of a class loader belongs to. What a class loader finds is known only when it is called, and it
 * must not be called while one of its classes is being loaded: it may hold locks, load further classes, or answer differently depending on
 * the caller. Safe from any thread.
 */
public final class LibraryLookup {
    private static final LibraryInstance OWN = new LibraryInstance(AgentBridge.class);
    private static final @Nullable ClassLoader HOME = AgentBridge.class.getClassLoader();

    private final ClassLoaderMap<WeakReference<Class<?>>> resolved = new ClassLoaderMap<>();

    /** Creates a look-up that has resolved nothing. */
    public LibraryLookup() {}

    /**
     * Returns the instance that code of a class loader certainly finds: the agent's, if that is of the same class loader, or of a
     * parent that is reached through class loaders of the JDK only, which delegate to their parents first. Calls no class loader.
     *
     * @param loader the class loader
     * @return null if it is not certain
     */
    public static @Nullable LibraryInstance certain(ClassLoader loader) {
        ClassLoader next = loader;
        while (next != null && next != HOME) {
            if (next.getClass() != URLClassLoader.class) {
                return null;
            }
            try {
                next = next.getParent();
            } catch (SecurityException refused) {
                return null;
            }
        }
        return next == null ? null : OWN;
    }

    /**
     * Returns the instance that code of a class loader belongs to: the one that it finds, and the agent's if it finds none. Calls the
     * class loader, at the first time for each.
     *
     * @param loader the class loader
     * @return the instance, always the same one for a class loader
     */
    public LibraryInstance resolve(ClassLoader loader) {
        WeakReference<Class<?>> known = resolved.get(loader);
        Class<?> bridge = known == null ? null : known.get();
        if (bridge != null) {
            return new LibraryInstance(bridge);
        }
        LibraryInstance found = LibraryInstance.seenFrom(loader);
        LibraryInstance usable = found == null ? OWN : found;
        WeakReference<Class<?>> first = resolved.putIfAbsent(loader, new WeakReference<>(usable.bridge()));
        Class<?> kept = first.get();
        return kept == null ? usable : new LibraryInstance(kept);
    }
}
