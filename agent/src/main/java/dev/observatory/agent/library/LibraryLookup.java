package dev.observatory.agent.library;

import dev.observatory.agent.jvm.ClassLoaderMap;
import dev.observatory.weave.AgentBridge;
import java.lang.instrument.Instrumentation;
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

    private static final String LIBRARY = "dev.observatory.";
    private static final String AGENT = LIBRARY + "agent.";
    private static final Object QUESTION = new Object();

    private final Instrumentation instrumentation;
    private final ClassLoaderMap<WeakReference<Class<?>>> resolved = new ClassLoaderMap<>();
    private final ClassLoaderMap<SearchTimes> searches = new ClassLoaderMap<>();

    /**
     * Creates a look-up that has resolved nothing.
     *
     * @param instrumentation knows which classes a class loader has found
     */
    public LibraryLookup(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

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
     * class loader, at the first time for each, and no two at once.
     *
     * @param loader the class loader
     * @return the instance, always the same one for a class loader
     */
    public LibraryInstance resolve(ClassLoader loader) {
        LibraryInstance known = known(loader);
        if (known != null) {
            return known;
        }
        LibraryInstance found;
        synchronized (QUESTION) {
            found = LibraryInstance.seenFrom(loader);
        }
        return keep(loader, found == null ? OWN : found);
    }

    /**
     * Returns the instance that code of a class loader belongs to, if that is known or can be found out without a class loader
     * that locks itself as a whole. Such class loaders may delegate to each other, and the program may never make two threads do so
     * crosswise; a question of ours could. Those are searched for a library that they have found before, at growing intervals of at
     * most a second.
     *
     * @param loader the class loader
     * @return null if it is not known: code of that class loader has not used a library so far
     */
    public @Nullable LibraryInstance find(ClassLoader loader) {
        if (loader.isRegisteredAsParallelCapable()) {
            return resolve(loader);
        }
        LibraryInstance known = known(loader);
        if (known != null) {
            return known;
        }
        long now = System.nanoTime();
        SearchTimes times = searches.get(loader);
        if (times == null) {
            times = searches.putIfAbsent(loader, new SearchTimes(now));
        }
        return times.isDue(now) ? used(loader) : null;
    }

    /**
     * When the classes of a class loader are searched, which takes time in proportion to their number: code may ask for each of its
     * methods.
     */
    private static final class SearchTimes {
        private static final long FIRST_PAUSE_NANOS = 1_000_000;
        private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

        // Guarded by this.
        private long next;
        private long pause = FIRST_PAUSE_NANOS;

        SearchTimes(long first) {
            this.next = first;
        }

        synchronized boolean isDue(long now) {
            if (now - next < 0) {
                return false;
            }
            next = now + pause;
            pause = Math.min(LONGEST_PAUSE_NANOS, 2 * pause);
            return true;
        }
    }

    private @Nullable LibraryInstance used(ClassLoader loader) {
        for (Class<?> initiated : instrumentation.getInitiatedClasses(loader)) {
            String name = initiated.getName();
            ClassLoader home = initiated.getClassLoader();
            if (name.startsWith(LIBRARY) && !name.startsWith(AGENT) && home != null) {
                // It has defined one class of the library, so it will not ask another one for the next.
                LibraryInstance library = resolve(home);
                return keep(loader, library);
            }
        }
        return null;
    }

    private @Nullable LibraryInstance known(ClassLoader loader) {
        WeakReference<Class<?>> known = resolved.get(loader);
        Class<?> bridge = known == null ? null : known.get();
        return bridge == null ? null : new LibraryInstance(bridge);
    }

    private LibraryInstance keep(ClassLoader loader, LibraryInstance found) {
        WeakReference<Class<?>> first = resolved.putIfAbsent(loader, new WeakReference<>(found.bridge()));
        Class<?> kept = first.get();
        return kept == null ? found : new LibraryInstance(kept);
    }

    /**
     * As {@link #find}, and searches at once.
     *
     * @param loader the class loader
     * @return null if it is not known
     */
    public @Nullable LibraryInstance findNow(ClassLoader loader) {
        LibraryInstance known = known(loader);
        if (known != null) {
            return known;
        }
        return loader.isRegisteredAsParallelCapable() ? resolve(loader) : used(loader);
    }

    /** Releases what is kept of collected class loaders. */
    public void release() {
        resolved.releaseEnqueued();
        searches.releaseEnqueued();
    }

    /**
     * Returns the agent's instance, for code that has not used any so far.
     *
     * @return the instance
     */
    public static LibraryInstance own() {
        return OWN;
    }
}
