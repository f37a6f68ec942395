package dev.observatory.weave;

import dev.observatory.event.EventPoint;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.runtime.ClassStack;
import dev.observatory.runtime.Headroom;
import dev.observatory.runtime.WeakIdentityMap;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The places of {@link NonIndySite} by number.
 *
 * <p>A place has the same number however often its class is woven. Numbers are reserved for a class loader, possibly before the class
 * exists, and are used again once it was collected and its finalizers have run. The table refers weakly to what belongs to the class.
 */
final class NonIndySites {
    /** What classes hold of their places: the fields' sites, and the adapters of places that know no type of this library. */
    private static final ClassValue<Queue<Object>> HELD = new ClassValue<>() {
        @Override
        protected Queue<Object> computeValue(Class<?> type) {
            return new ConcurrentLinkedQueue<>();
        }
    };

    // Guarded by this class, down to the next number.
    private static final WeakIdentityMap<Numbers> BY_LOADER = new WeakIdentityMap<>();
    private static final Set<Numbers> UNRELEASED = new HashSet<>();
    private static final ReferenceQueue<ClassLoader> COLLECTED = new ReferenceQueue<>();
    private static final Deque<Integer> RELEASED = new ArrayDeque<>();
    private static int next;

    /** Written under the lock of this class, and read without: a stale table looks like a place that has never run. */
    private static @Nullable Site[] table = new Site[64];

    // What a place has to do when it runs.
    static final int IDLE = 0;
    static final int OBSERVED = 1;
    static final int WITHOUT_OPERANDS = 2;

    private NonIndySites() {}

    /** The numbers of the places in the classes of one class loader, by class and description. */
    private static final class Numbers extends PhantomReference<ClassLoader> {
        private final Map<String, Integer> byPlace = new HashMap<>();

        Numbers(ClassLoader loader) {
            super(loader, COLLECTED);
        }
    }

    /** One place, once it has run. */
    abstract static class Site {
        final String link;

        Site(String link) {
            this.link = link;
        }

        /** Returns whether this is the place with a description, which is a constant of its code: numbers are used again. */
        @SuppressWarnings("ReferenceEquality") // The JVM interns constants.
        final boolean is(String description) {
            return link == description;
        }

        /** Returns what the place has to do, as {@link NonIndySite#mode} does. */
        abstract int mode();

        final boolean isObserved() {
            return mode() != IDLE;
        }

        /**
         * Begins an observation.
         *
         * @param operands the object, null if there is none; then the arguments of a method
         * @return the token; null if no observer is connected
         */
        abstract @Nullable Object begin(@Nullable Object[] operands) throws Throwable;
    }

    /** The beginning of a method. What belongs to the class that declares the method is referred to weakly. */
    static final class MethodPlace extends Site implements Consumer<Boolean> {
        private final WeakReference<EventPoint> event;
        private final WeakReference<Object> hooks;
        private volatile int mode;
        private boolean isPrepared;

        MethodPlace(String link, EventPoint event) {
            super(link);
            this.event = new WeakReference<>(event);
            this.hooks = new WeakReference<>(EventWeaving.hooksOf(event));
        }

        /** Called under the lock of the demand. */
        @Override
        public void accept(Boolean nowObserved) {
            EventPoint present = event.get();
            if (nowObserved && !isPrepared && present != null) {
                SlowPath.prepare();
                EventWeaving.prepare(present);
                isPrepared = true;
            }
            mode = !nowObserved || present == null
                    ? IDLE
                    : EventWeaving.canDoWithoutOperands(present) ? WITHOUT_OPERANDS : OBSERVED;
        }

        @Override
        int mode() {
            return mode;
        }

        @Override
        @Nullable
        Object begin(@Nullable Object @Nullable [] operands) {
            Object present = mode == IDLE ? null : hooks.get();
            return present == null ? null : EventWeaving.begin(present, operands);
        }
    }

    /** A write. */
    static final class FieldPlace extends Site {
        private final WeakReference<FieldSite> site;

        FieldPlace(String link, FieldSite site) {
            super(link);
            this.site = new WeakReference<>(site);
        }

        @Override
        int mode() {
            FieldSite present = site.get();
            return present != null && present.isObserved() ? OBSERVED : IDLE;
        }

        @Override
        @Nullable
        Object begin(@Nullable Object[] operands) throws Throwable {
            return begin(operands[0]);
        }

        @Nullable
        Object begin(@Nullable Object target) throws Throwable {
            FieldSite present = site.get();
            return present != null && present.isObserved() ? present.begin(target) : null;
        }
    }

    /** A place that can never be observed. */
    private static final class IdlePlace extends Site {
        IdlePlace(String link) {
            super(link);
        }

        @Override
        int mode() {
            return IDLE;
        }

        @Override
        @Nullable
        Object begin(@Nullable Object[] operands) {
            return null;
        }
    }

    /**
     * Returns the number of a place.
     *
     * @param loader the class loader of the class with the place
     * @param owner the name of that class
     * @param link the description of the place
     */
    static synchronized int numberOf(ClassLoader loader, String owner, String link) {
        for (Reference<?> dead = COLLECTED.poll(); dead != null; dead = COLLECTED.poll()) {
            release((Numbers) dead);
        }
        Numbers numbers = BY_LOADER.get(loader);
        if (numbers == null) {
            numbers = new Numbers(loader);
            BY_LOADER.put(loader, numbers);
            UNRELEASED.add(numbers);
        }
        String place = owner + ' ' + link;
        Integer known = numbers.byPlace.get(place);
        if (known == null) {
            Integer released = RELEASED.poll();
            known = released == null ? next++ : released;
            numbers.byPlace.put(place, known);
        }
        return known;
    }

    private static void release(Numbers numbers) {
        UNRELEASED.remove(numbers);
        for (int number : numbers.byPlace.values()) {
            if (number < table.length) {
                table[number] = null;
            }
            RELEASED.add(number);
        }
    }

    /** Returns a place; null if it has never run, as far as this thread knows. */
    static @Nullable Site at(int number) {
        @Nullable Site[] seen = table;
        return number < seen.length ? seen[number] : null;
    }

    /** Links a place when it runs for the first time. */
    static Site link(int number, String link) {
        Headroom.requireSufficient();
        Site made = make(callerOfBridge(), link);
        synchronized (NonIndySites.class) {
            if (number >= table.length) {
                table = Arrays.copyOf(table, Math.max(number + 1, table.length * 2));
            }
            Site first = table[number];
            if (first != null && first.is(link)) {
                return first;
            }
            VarHandle.releaseFence(); // Readers take no lock.
            table[number] = made;
            return made;
        }
    }

    /** Returns the site of a place whose class knows no type of this library; null if it can never be observed. */
    static @Nullable BridgedSite linkBridged(Class<?> caller, String link) {
        Headroom.requireSufficient();
        Site made = make(caller, link);
        if (made instanceof IdlePlace) {
            return null;
        }
        BridgedSite bridged = new BridgedSite(made);
        HELD.get(caller).add(bridged);
        return bridged;
    }

    private static Class<?> callerOfBridge() {
        String own = NonIndySites.class.getPackageName();
        StackWalker walker = ClassStack.walker();
        if (walker == null) {
            throw new SecurityException("a method without a call site is observed only with the runtime permission"
                    + " [getStackWalkerWithClassReference]; grant it to the library");
        }
        return walker.walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                .filter(type -> !type.getPackageName().equals(own))
                .findFirst()
                .orElseThrow());
    }

    private static Site make(Class<?> caller, String link) {
        String[] parts = link.split(";", 4);
        try {
            return parts[0].endsWith("field")
                    ? field(caller, parts[0].substring(0, parts[0].indexOf(' ')), parts, link)
                    : method(caller, parts, link);
        } catch (VirtualMachineError exhausted) {
            throw exhausted; // The next run tries again.
        } catch (Throwable failure) {
            ObserverErrors.report("linking " + caller.getName() + "." + parts[1], NonIndySites.class, failure);
            return new IdlePlace(link);
        }
    }

    private static Site method(Class<?> caller, String[] parts, String link) {
        StaticObservers.connectWaiting();
        EventPoint event = EventWeaving.link(caller, parts[1], parts[3], parts[2]);
        MethodPlace place = new MethodPlace(link, event);
        EventWeaving.demand(event).addListener(place);
        return place;
    }

    private static Site field(Class<?> caller, String kind, String[] parts, String link) throws IllegalAccessException {
        NonIndySites.class.getModule().addReads(caller.getModule());
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(caller, MethodHandles.lookup());
        MethodType type = kind.equals("static")
                ? MethodType.methodType(Object.class)
                : MethodType.methodType(Object.class, Object.class);
        CallSite site = Weave.field(lookup, kind, type, parts[2], parts[1], Integer.parseInt(parts[3]));
        if (site instanceof FieldSite observable) {
            HELD.get(caller).add(observable);
            return new FieldPlace(link, observable);
        }
        return new IdlePlace(link);
    }
}
