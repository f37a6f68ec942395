package dev.observatory.weave;

import dev.observatory.broker.BrokerWeaving;
import dev.observatory.broker.Subscribes;
import dev.observatory.event.EventWeaving;
import dev.observatory.event.Observes;
import dev.observatory.runtime.Headroom;
import dev.observatory.runtime.JdkTimer;
import dev.observatory.runtime.LateObservers;
import dev.observatory.runtime.TaggedMethod;
import dev.observatory.runtime.TaggedMethods;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects the static methods that are tagged as observers, in classes that the agent has seen while they were being loaded.
 *
 * <p>When the agent detaches they are disconnected, except for those that the program has registered itself.
 *
 * <p>A class cannot be used while it is being loaded. So it waits here until one of the following, whichever comes first: its static
 * initializer ends, a hook without observers emits, a woven method is about to run for the first time, or a timer elapses, at first
 * after one millisecond. Two threads may both connect the same class: the second finds everything connected already.
 */
final class StaticObservers {
    private static final long FIRST_LOOK_MILLIS = 1;
    private static final int MAX_LOOKS = 15;
    private static final Queue<WaitingClass> WAITING = new ConcurrentLinkedQueue<>();

    /** Why observers are not connected, by the name of their class. */
    private static final Map<String, String> NOT_CONNECTED = new ConcurrentHashMap<>();

    /** Set while a thread connects: code that it runs meanwhile may call this class again. Of a JDK type, and removed afterwards. */
    private static final ThreadLocal<@Nullable Boolean> CONNECTING = new ThreadLocal<>();

    private StaticObservers() {}

    /** The way from emissions to this class. */
    private static final class BeforeEmission implements LateObservers.Connector {
        @Override
        public void connectBeforeEmission() {
            for (WaitingClass waiting : WAITING) {
                if (waiting.isWorthLooking()) {
                    connectWaiting();
                    return;
                }
            }
        }

        @Override
        public boolean areWaiting() {
            return !WAITING.isEmpty();
        }
    }

    /**
     * Connects the observers of a class as soon as it is loaded.
     *
     * @param holder returns the class, or null while it is not loaded; its {@code toString} is the name of the class
     */
    static void announce(Supplier<@Nullable Class<?>> holder) {
        WaitingClass waiting = new WaitingClass(holder);
        WAITING.add(waiting);
        LateObservers.begin(new BeforeEmission());
        lookLater(waiting, 0);
    }

    /** Forgets classes that were announced and never loaded. Called when the agent, which alone can find them, detaches. */
    static void forgetWaiting() {
        WAITING.clear();
        NOT_CONNECTED.clear();
        LateObservers.endIfNoneWaits();
    }

    /** Returns why observers are not connected, by the name of their class. */
    static Map<String, String> notConnected() {
        return Map.copyOf(NOT_CONNECTED);
    }

    /** Checks for the class at growing intervals, about half a minute in total. */
    private static void lookLater(WaitingClass waiting, int look) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(FIRST_LOOK_MILLIS << look);
        JdkTimer.schedule(nanos, () -> JdkTimer.runInPool(() -> look(waiting, look)));
    }

    private static void look(WaitingClass waiting, int look) {
        connectWaiting();
        if (!WAITING.contains(waiting)) {
            return;
        }
        if (look < MAX_LOOKS - 1) {
            lookLater(waiting, look + 1);
            return;
        }
        WAITING.remove(waiting);
        LateObservers.endIfNoneWaits();
        String obstacle = waiting.obstacle();
        String reason = obstacle == null ? "the class was never loaded" : obstacle;
        NOT_CONNECTED.put(waiting.name(), reason);
        warn("The static observers of class [" + waiting.name() + "] are not connected: " + reason, null);
    }

    /** Connects the observers of all announced classes that are loaded by now; costs next to nothing if there are none. */
    static void connectWaiting() {
        if (WAITING.isEmpty() || CONNECTING.get() != null || !Headroom.isSufficient()) {
            return;
        }
        CONNECTING.set(true);
        try {
            for (WaitingClass waiting : List.copyOf(WAITING)) {
                Class<?> loaded = waiting.find();
                if (loaded != null) {
                    connect(waiting, loaded);
                }
            }
        } finally {
            CONNECTING.remove();
        }
        LateObservers.endIfNoneWaits();
    }

    private static void connect(WaitingClass waiting, Class<?> loaded) {
        Throwable refused = null;
        try {
            String obstacle = connect(loaded, tagsOfStaticMethods(loaded));
            if (obstacle != null) {
                waiting.postpone(obstacle);
                return;
            }
            NOT_CONNECTED.remove(loaded.getName());
        } catch (VirtualMachineError exhausted) {
            waiting.postpone("the JVM has no stack or memory left: " + exhausted);
            return;
        } catch (Throwable failure) {
            refused = failure;
        }
        // Removed when everything is connected: a caller that finds nothing here may rely on it.
        if (WAITING.remove(waiting) && refused != null) {
            NOT_CONNECTED.put(loaded.getName(), String.valueOf(refused.getMessage()));
            warn("Static observers are not connected", refused);
        }
    }

    /**
     * Initializes a class that is loaded, and connects its static observers.
     *
     * @return why they are not connected; null if they are, or if they still wait
     */
    static @Nullable String connectNow(Class<?> loaded) {
        CONNECTING.set(true); // The caller reports what is wrong with the class, and not its static initializer.
        try {
            Class.forName(loaded.getName(), true, loaded.getClassLoader());
            List<Class<? extends Annotation>> tags = tagsOfStaticMethods(loaded);
            String obstacle = tags.isEmpty()
                    ? "no static method of the class is tagged @Observes or @Subscribes"
                    : connect(loaded, tags);
            boolean isWaiting =
                    WAITING.stream().anyMatch(waiting -> waiting.name().equals(loaded.getName()));
            if (obstacle != null) {
                return isWaiting ? null : obstacle;
            }
        } catch (Throwable failure) {
            WAITING.removeIf(waiting -> waiting.name().equals(loaded.getName()));
            String message = failure.getMessage();
            return message == null || failure instanceof LinkageError ? failure.toString() : message;
        } finally {
            CONNECTING.remove();
            LateObservers.endIfNoneWaits();
        }
        WAITING.removeIf(waiting -> waiting.find() == loaded);
        LateObservers.endIfNoneWaits();
        return null;
    }

    /** Connects the observers; returns why that is not possible yet, or null if they are connected. */
    private static @Nullable String connect(Class<?> loaded, List<Class<? extends Annotation>> tags) {
        String obstacle = tags.contains(Observes.class) ? EventWeaving.tryRegisterForAgent(loaded) : null;
        if (tags.contains(Subscribes.class)) {
            BrokerWeaving.registerForAgent(loaded);
        }
        return obstacle;
    }

    private static List<Class<? extends Annotation>> tagsOfStaticMethods(Class<?> loaded) {
        List<Class<? extends Annotation>> tags = new ArrayList<>();
        for (TaggedMethod method : TaggedMethods.of(loaded)) {
            if (method.isStatic()) {
                if (method.has(Observes.class)) {
                    tags.add(Observes.class);
                }
                if (method.has(Subscribes.class)) {
                    tags.add(Subscribes.class);
                }
            }
        }
        return tags;
    }

    private static void warn(String line, @Nullable Throwable reason) {
        System.getLogger("dev.observatory").log(System.Logger.Level.WARNING, line, reason);
    }
}
