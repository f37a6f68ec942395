package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.library.LibraryInstances;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Weaves members of loaded classes when they become observed, and restores their code when they have not been observed for some time.
 *
 * <p>The libraries call it on the thread that connects an observer, without a lock of theirs, and the classes are woven before it returns.
 * It holds no lock while classes are transformed: the JVM transforms each class on one thread at a time, and transformers of other agents
 * may do anything. Safe from any thread.
 */
public final class DemandWeaver implements BiConsumer<@Nullable Class<?>, String> {
    private static final String ALL_EVENTS = "events";
    private static final String ALL_ATTRIBUTES = "attributes";
    /** How long to wait for classes whose loading had begun before all were observed. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ObservableClasses observable;
    private final LoadedClassWeaver loaded;
    private final WovenClassRegistry classes;
    private final ObservableFieldIndex fields;
    private final LateFieldWriterWeaver lateWriters;
    private final WeavingReport report;
    private final LibraryInstances libraries;
    private final IdleMembers idle;
    private final RecentDemand recent = new RecentDemand();
    private final DelayedTask lookingSoon = new DelayedTask(50, new LaterLook());
    private final DelayedTask lookingAgain = new DelayedTask(1000, new LaterLook());

    /** Classes that threads weave together when they have connected several observers. */
    private final Map<Thread, Set<Class<?>>> collecting = new ConcurrentHashMap<>();

    /** How many observers of all events the agent has. Guarded by this. */
    private int watchersOfAll;

    DemandWeaver(
            ObservableClasses observable,
            LoadedClassWeaver loaded,
            WovenClassRegistry classes,
            ObservableFieldIndex fields,
            LateFieldWriterWeaver lateWriters,
            WeavingReport report,
            LibraryInstances libraries) {
        this.observable = observable;
        this.loaded = loaded;
        this.classes = classes;
        this.fields = fields;
        this.lateWriters = lateWriters;
        this.report = report;
        this.libraries = libraries;
        this.idle = new IdleMembers(observable, loaded, classes, fields, lateWriters, libraries);
    }

    /** Called when a member has become observed, or is not observed any more; see {@link LibraryInstances#isObserved}. */
    @Override
    public void accept(@Nullable Class<?> type, String member) {
        if (observable.isStopped()) {
            return;
        }
        if (type == null) {
            allChanged(member);
        } else if (libraries.isObserved(type, member)) {
            observe(type, member);
        } else {
            idle.lookLater();
        }
    }

    private void observe(Class<?> type, String member) {
        ClassLoader loader = type.getClassLoader();
        String name = Type.getInternalName(type);
        if (loader == null || !observable.mayBeObserved(loader, name) || !loaded.isCandidate(type)) {
            return;
        }
        if (classes.observe(loader, name, member)) {
            return;
        }
        Set<Class<?>> together = collecting.get(Thread.currentThread());
        if (together == null) {
            weave(recent.isMany() ? withOthersOf(loader, type) : List.of(type));
        } else {
            together.add(type);
        }
    }

    /**
     * Returns a class with all others of the same class loader that have annotated members, which then count as observed for some time: a
     * program that observes several of them one after the other is likely to go on.
     */
    private Collection<Class<?>> withOthersOf(ClassLoader loader, Class<?> type) {
        Set<Class<?>> together = new LinkedHashSet<>();
        together.add(type);
        for (Class<?> other : loaded.observable()) {
            String name = Type.getInternalName(other);
            if (other.getClassLoader() == loader
                    && observable.isNoted(loader, name)
                    && !classes.isPermanent(other)
                    && classes.wovenMembers(other) == null) {
                classes.observeWholly(loader, name);
                together.add(other);
            }
        }
        idle.lookLater();
        return together;
    }

    /** Counts how many classes have been woven one by one lately. */
    private static final class RecentDemand {
        private static final int MANY = 4;
        private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

        // Guarded by this.
        private final long[] last = new long[MANY];
        private int next;
        private int count;

        /** Records one more; returns whether there were many within a short time, and then begins anew. */
        synchronized boolean isMany() {
            long now = System.nanoTime();
            last[next] = now;
            next = (next + 1) % MANY;
            count = Math.min(MANY, count + 1);
            boolean isMany = count == MANY && now - last[next] < PERIOD_NANOS;
            if (isMany) {
                count = 0;
            }
            return isMany;
        }
    }

    private void allChanged(String what) {
        boolean isObserved;
        synchronized (this) {
            isObserved = libraries.isObserved(null, what) || (what.equals(ALL_EVENTS) && watchersOfAll > 0);
            if (what.equals(ALL_EVENTS)) {
                classes.observeEvents(isObserved);
            } else if (what.equals(ALL_ATTRIBUTES)) {
                classes.observeAttributes(isObserved);
            }
        }
        if (isObserved) {
            weaveAll();
        } else {
            idle.lookLater();
        }
    }

    /** Weaves all events, for an observer of the agent that has no patterns; {@link #unwatchAll} must follow. */
    public void watchAll() {
        synchronized (this) {
            watchersOfAll++;
        }
        allChanged(ALL_EVENTS);
    }

    /** Ends {@link #watchAll}. */
    public void unwatchAll() {
        synchronized (this) {
            watchersOfAll--;
        }
        allChanged(ALL_EVENTS);
    }

    /**
     * Connects several observers on this thread, and weaves what they observe in one go.
     *
     * @param connecting connects observers
     */
    public void collect(Runnable connecting) {
        Set<Class<?>> together = new LinkedHashSet<>();
        if (collecting.putIfAbsent(Thread.currentThread(), together) != null) {
            connecting.run(); // Part of a larger whole.
            return;
        }
        try {
            connecting.run();
        } finally {
            collecting.remove(Thread.currentThread());
            weave(together);
        }
    }

    /** Weaves classes of which members are observed, and the constructors that theirs call. */
    private void weave(Collection<Class<?>> observed) {
        if (observed.isEmpty()) {
            return;
        }
        Set<Class<?>> together = new LinkedHashSet<>();
        for (Class<?> type : observed) {
            together.add(type);
            if (classes.isConstructorObserved(type)) {
                addSuperclasses(type, together);
            }
        }
        transform(together);
        Set<String> ofThese = new HashSet<>();
        for (Class<?> type : observed) {
            ofThese.addAll(fields.declaredBy(type.getClassLoader(), Type.getInternalName(type)));
        }
        lateWriters.weave(ofThese);
    }

    private void addSuperclasses(Class<?> type, Set<Class<?>> together) {
        for (Class<?> next = type.getSuperclass();
                next != null && loaded.isCandidate(next);
                next = next.getSuperclass()) {
            together.add(next);
        }
    }

    /** Weaves all observable classes that are loaded, and looks again for those that are being loaded meanwhile. */
    private void weaveAll() {
        Set<Class<?>> done = Collections.newSetFromMap(new WeakHashMap<>());
        weaveLoaded(done);
        long start = System.nanoTime();
        while (observable.areAnyBeingLoaded(loaded.observable())) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                lookingSoon.request();
                lookingAgain.request();
                return; // This thread may hold a lock that another one needs to load the class.
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            weaveLoaded(done);
        }
    }

    /** Weaves classes whose loading had begun before all were observed, and took longer than weaving the others. */
    private final class LaterLook implements Runnable {
        @Override
        public void run() {
            if (!observable.isStopped() && (classes.areEventsObserved() || classes.areAttributesObserved())) {
                weaveLoaded(Collections.newSetFromMap(new WeakHashMap<>()));
            }
        }
    }

    /** Stops weaving, when the agent detaches. */
    void stop() {
        idle.stop();
        lookingSoon.stop();
        lookingAgain.stop();
    }

    /** Weaves the observable classes that are loaded and are not woven as they must be, except some. */
    private void weaveLoaded(Set<Class<?>> done) {
        List<Class<?>> next = new ArrayList<>();
        for (Class<?> type : loaded.observable()) {
            if (done.add(type) && !classes.isPermanent(type) && !classes.isWhollyWoven(type)) {
                next.add(type);
            }
        }
        transform(next);
        lateWriters.weave(fields.all());
    }

    private void transform(Collection<Class<?>> types) {
        Map<Class<?>, String> refused = loaded.transform(types);
        for (Map.Entry<Class<?>, String> one : refused.entrySet()) {
            Class<?> type = one.getKey();
            report.refused(type.getClassLoader(), type.getName(), one.getValue());
        }
    }
}
