package dev.observatory.weave;

import dev.observatory.event.EventPoint;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.runtime.ClassStack;
import dev.observatory.runtime.Headroom;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sites of {@link NonIndySite} by number. The table holds them weakly, and the class whose code contains them strongly, so that
 * both become garbage together.
 */
final class NonIndySites {
    private static final MethodType METHOD = MethodType.methodType(Object.class, Object.class, Object[].class);
    private static final AtomicInteger LAST = new AtomicInteger();
    private static final ClassValue<Queue<Object>> HELD = new ClassValue<>() {
        @Override
        protected Queue<Object> computeValue(Class<?> type) {
            return new ConcurrentLinkedQueue<>();
        }
    };

    /** Read without a lock: a stale table or an unfinished entry looks like a place that has never run. */
    private static @Nullable Entry[] table = new Entry[64];

    private NonIndySites() {}

    static int reserve() {
        return LAST.getAndIncrement();
    }

    static boolean isObserved(int number) {
        @Nullable Entry[] seen = table;
        Entry entry = number < seen.length ? seen[number] : null;
        if (entry == null) {
            return true;
        }
        ObservationSite site = entry.get();
        return site == null ? !entry.isPermanentlyIdle : site.isObserved();
    }

    /** Returns the site of a place; null if the place can never be observed. */
    static @Nullable ObservationSite linked(int number, String link) {
        @Nullable Entry[] seen = table;
        Entry entry = number < seen.length ? seen[number] : null;
        ObservationSite known = entry == null ? null : entry.get();
        return known != null || (entry != null && entry.isPermanentlyIdle) ? known : link(number, link);
    }

    private static @Nullable ObservationSite link(int number, String link) {
        Headroom.requireSufficient();
        Class<?> caller = callerOfBridge();
        ObservationSite made = make(caller, link);
        synchronized (NonIndySites.class) {
            if (number >= table.length) {
                table = Arrays.copyOf(table, Math.max(number + 1, table.length * 2));
            }
            Entry other = table[number];
            ObservationSite first = other == null ? null : other.get();
            if (first != null) {
                return first;
            }
            if (made != null) {
                HELD.get(caller).add(made);
            }
            table[number] = new Entry(made);
            return made;
        }
    }

    /** Returns the site of a place whose class knows no type of this library; null if it can never be observed. */
    static @Nullable BridgedSite linkBridged(Class<?> caller, String link) {
        Headroom.requireSufficient();
        ObservationSite made = make(caller, link);
        if (made == null) {
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

    private static @Nullable ObservationSite make(Class<?> caller, String link) {
        String[] parts = link.split(";", 4);
        try {
            return parts[0].endsWith("field")
                    ? field(caller, parts[0].substring(0, parts[0].indexOf(' ')), parts)
                    : method(caller, parts);
        } catch (Throwable failure) {
            ObserverErrors.report("linking " + caller.getName() + "." + parts[1], NonIndySites.class, failure);
            return null;
        }
    }

    private static ObservationSite method(Class<?> caller, String[] parts) {
        StaticObservers.connectWaiting();
        EventPoint event = EventWeaving.link(caller, parts[1], parts[3], parts[2]);
        MethodSite site = new MethodSite(METHOD, event, parts[0].equals("instance"));
        EventWeaving.demand(event).addListener(site);
        return site;
    }

    private static @Nullable ObservationSite field(Class<?> caller, String kind, String[] parts)
            throws IllegalAccessException {
        NonIndySites.class.getModule().addReads(caller.getModule());
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(caller, MethodHandles.lookup());
        MethodType type = kind.equals("static")
                ? MethodType.methodType(Object.class)
                : MethodType.methodType(Object.class, Object.class);
        CallSite site = Weave.field(lookup, kind, type, parts[2], parts[1], Integer.parseInt(parts[3]));
        return site instanceof ObservationSite observed ? observed : null;
    }

    private static final class Entry extends WeakReference<@Nullable ObservationSite> {
        private final boolean isPermanentlyIdle;

        Entry(@Nullable ObservationSite site) {
            super(site);
            this.isPermanentlyIdle = site == null;
        }
    }
}
