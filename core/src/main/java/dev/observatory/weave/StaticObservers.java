package dev.observatory.weave;

import dev.observatory.broker.BrokerWeaving;
import dev.observatory.broker.Subscribes;
import dev.observatory.event.EventWeaving;
import dev.observatory.event.Observes;
import dev.observatory.runtime.JdkTimer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
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
 * <p>A class cannot be used while it is being loaded. So it waits here until a woven method is about to run for the first time,
 * whose observers have to be connected by then, or else for a timer, in case all woven methods have already run. Two threads may
 * both connect the same class: the second finds everything connected already.
 */
final class StaticObservers {
    private static final long FIRST_LOOK_MILLIS = 25;
    private static final int MAX_LOOKS = 10;
    private static final Queue<Supplier<@Nullable Class<?>>> WAITING = new ConcurrentLinkedQueue<>();
    /** Threads that are connecting: code that they run meanwhile may call this class again. */
    private static final Set<Thread> CONNECTING = ConcurrentHashMap.newKeySet();

    private StaticObservers() {}

    /**
     * Connects the observers of a class as soon as it is loaded.
     *
     * @param holder returns the class, or null while it is not loaded; its {@code toString} is the name of the class
     */
    static void announce(Supplier<@Nullable Class<?>> holder) {
        WAITING.add(holder);
        lookLater(holder, 1);
    }

    /** Forgets classes that were announced and never loaded. Called when the agent, which alone can find them, detaches. */
    static void forgetWaiting() {
        WAITING.clear();
    }

    /** Checks for the class at growing intervals, about half a minute in total. */
    private static void lookLater(Supplier<@Nullable Class<?>> holder, int look) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(FIRST_LOOK_MILLIS << look);
        JdkTimer.schedule(nanos, () -> JdkTimer.runInPool(() -> look(holder, look)));
    }

    private static void look(Supplier<@Nullable Class<?>> holder, int look) {
        connectWaiting();
        if (!WAITING.contains(holder)) {
            return;
        }
        if (look < MAX_LOOKS) {
            lookLater(holder, look + 1);
        } else {
            WAITING.remove(holder);
            warn("Class [" + holder + "] was never loaded; its static observers are not connected", null);
        }
    }

    /** Connects the observers of all announced classes that are loaded by now; costs next to nothing if there are none. */
    static void connectWaiting() {
        if (WAITING.isEmpty() || !CONNECTING.add(Thread.currentThread())) {
            return;
        }
        try {
            for (Supplier<@Nullable Class<?>> holder : List.copyOf(WAITING)) {
                Class<?> loaded = holder.get();
                if (loaded != null) {
                    Throwable refused = connect(loaded);
                    // Removed when everything is connected: a caller that finds nothing here may rely on it.
                    if (WAITING.remove(holder) && refused != null) {
                        warn("Static observers are not connected", refused);
                    }
                }
            }
        } finally {
            CONNECTING.remove(Thread.currentThread());
        }
    }

    private static @Nullable Throwable connect(Class<?> loaded) {
        List<Class<? extends Annotation>> tags = tagsOfStaticMethods(loaded);
        try {
            if (tags.contains(Observes.class)) {
                EventWeaving.registerForAgent(loaded);
            }
            if (tags.contains(Subscribes.class)) {
                BrokerWeaving.registerForAgent(loaded);
            }
            return null;
        } catch (RuntimeException | LinkageError refused) {
            return refused;
        }
    }

    private static List<Class<? extends Annotation>> tagsOfStaticMethods(Class<?> loaded) {
        List<Class<? extends Annotation>> tags = new ArrayList<>();
        for (Method method : loaded.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                if (method.getAnnotationsByType(Observes.class).length > 0) {
                    tags.add(Observes.class);
                }
                if (method.isAnnotationPresent(Subscribes.class)) {
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
