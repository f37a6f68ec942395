package dev.observatory.agent.transform;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.jvm.ClassLoaderMap;
import dev.observatory.agent.library.LibraryInstance;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Call sites in classes whose library instance is not known yet: no code of their class loader has used one, and the class loader must
 * not be called. They belong to the agent's instance until another one turns out to be theirs. Safe from any thread.
 *
 * <p>The places of a class are held by the class itself, as objects of the JDK only, so that neither keeps the other reachable.
 */
final class UndecidedSites {
    /** The places that have no call site. */
    interface Places {
        /**
         * Makes the next run of a place link it.
         *
         * @param number the number of the place
         */
        void linkAgain(int number);
    }

    private final OpenLibraries libraries;
    private final Places withoutCallSite;
    private final ClassLoaderMap<Queue<WeakReference<Class<?>>>> classes = new ClassLoaderMap<>();

    private final ClassValue<Queue<Object[]>> places = new ClassValue<>() {
        @Override
        protected Queue<Object[]> computeValue(Class<?> type) {
            return new ConcurrentLinkedQueue<>();
        }
    };

    /**
     * Creates an empty collection.
     *
     * @param withoutCallSite the places that have no call site
     */
    UndecidedSites(OpenLibraries libraries, Places withoutCallSite) {
        this.libraries = libraries;
        this.withoutCallSite = withoutCallSite;
    }

    /** Links a place to the agent's instance for the time being. */
    CallSite link(
            ClassLoader loader,
            MethodHandles.Lookup caller,
            String bootstrap,
            String kind,
            MethodType type,
            Object[] details) {
        CallSite own = libraries.own().link(bootstrap, caller, kind, type, details);
        MutableCallSite site = new MutableCallSite(own.dynamicInvoker());
        add(loader, caller.lookupClass(), new Object[] {site, caller, bootstrap, kind, details});
        return site;
    }

    /** Adds a place without a call site that is linked to the agent's instance for the time being. */
    void add(Class<?> caller, int number) {
        add(caller.getClassLoader(), caller, new Object[] {number});
    }

    private void add(ClassLoader loader, Class<?> type, Object[] place) {
        places.get(type).add(place);
        queueOf(loader).add(new WeakReference<>(type));
        LibraryInstance library = libraries.find(loader);
        if (library != null) {
            decide(loader, library); // It has become known meanwhile.
        }
    }

    private Queue<WeakReference<Class<?>>> queueOf(ClassLoader loader) {
        Queue<WeakReference<Class<?>>> known = classes.get(loader);
        return known == null ? classes.putIfAbsent(loader, new ConcurrentLinkedQueue<>()) : known;
    }

    /** Links the places of all class loaders whose instance is known by now. */
    void decide() {
        for (Queue<WeakReference<Class<?>>> ofLoader : classes.values()) {
            for (WeakReference<Class<?>> held : ofLoader) {
                Class<?> type = held.get();
                if (type != null) {
                    ClassLoader loader = type.getClassLoader();
                    LibraryInstance library = libraries.findNow(loader);
                    if (library != null) {
                        decide(loader, library);
                    }
                    break;
                }
            }
        }
    }

    /** Links the places of a class loader to its instance. */
    void decide(ClassLoader loader, LibraryInstance library) {
        Queue<WeakReference<Class<?>>> undecided = classes.get(loader);
        if (undecided == null) {
            return;
        }
        for (WeakReference<Class<?>> held = undecided.poll(); held != null; held = undecided.poll()) {
            Class<?> type = held.get();
            if (type != null) {
                decide(places.get(type), library);
            }
        }
    }

    private void decide(Queue<Object[]> places, LibraryInstance library) {
        boolean isOwn = library.equals(libraries.own());
        for (Object[] place = places.poll(); place != null; place = places.poll()) {
            if (isOwn) {
                continue;
            }
            if (place.length == 1) {
                withoutCallSite.linkAgain((int) place[0]);
            } else {
                MutableCallSite site = (MutableCallSite) place[0];
                CallSite linked = library.link(
                        (String) place[2], (MethodHandles.Lookup) place[1], (String) place[3], site.type(), (Object[])
                                requireNonNull(place[4]));
                site.setTarget(linked.dynamicInvoker());
                MutableCallSite.syncAll(new MutableCallSite[] {site});
            }
        }
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        classes.releaseEnqueued();
    }

    /** Forgets the places, which stay as they are. */
    void clear() {
        for (Queue<WeakReference<Class<?>>> ofLoader : classes.values()) {
            for (WeakReference<Class<?>> held = ofLoader.poll(); held != null; held = ofLoader.poll()) {
                @Nullable Class<?> type = held.get();
                if (type != null) {
                    places.remove(type);
                }
            }
        }
    }
}
