package dev.observatory.listen;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventPoint;
import dev.observatory.event.EventWeaving;
import dev.observatory.event.FollowedCall;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call listeners of the program. All methods are safe from any thread.
 *
 * <pre>{@code
 * CallListener<Long> timing = new CallListener<>() {
 *     public Long onStart(CallStart call) {
 *         return System.nanoTime();
 *     }
 *
 *     public void onEnd(CallEnd call, Long start) {
 *         System.out.println(call.event().name() + " took " + (System.nanoTime() - start) + " ns");
 *     }
 * };
 * Subscription registration = CallListeners.register(CallSelector.pattern("com.acme.**"), timing, ListenerOptions.order(10));
 * }</pre>
 */
public final class CallListeners {
    // Guarded by this class.
    private static List<Registration<?>> registered = List.of();
    private static long registrations;

    private CallListeners() {}

    /**
     * Registers a listener for the calls of all events.
     *
     * @param listener the listener
     * @return the registration; see {@link #register(CallSelector, CallListener, ListenerOptions)}
     * @throws NullPointerException if {@code listener} is null
     */
    public static Subscription register(CallListener<?> listener) {
        return register(CallSelector.all(), listener, ListenerOptions.defaults());
    }

    /**
     * Registers a listener with the default options.
     *
     * @param selector the events whose calls it follows
     * @param listener the listener
     * @return the registration; see {@link #register(CallSelector, CallListener, ListenerOptions)}
     * @throws NullPointerException if an argument is null
     */
    public static Subscription register(CallSelector selector, CallListener<?> listener) {
        return register(selector, listener, ListenerOptions.defaults());
    }

    /**
     * Registers a listener. It follows the calls that begin when this method has returned, on any thread, and possibly calls that begin
     * meanwhile. A listener that is registered twice is called twice.
     *
     * @param selector the events whose calls it follows
     * @param listener the listener
     * @param options how it is called
     * @return the registration. When it has been closed, the listener follows no call that begins later; those whose
     *     beginning it has seen are followed to their end, so that it can release what it holds for them
     * @throws NullPointerException if an argument is null
     */
    public static Subscription register(CallSelector selector, CallListener<?> listener, ListenerOptions options) {
        return register(selector, listener, options, true);
    }

    /**
     * Registers a listener of the agent, which weaves the methods that it selects by itself.
     *
     * @param selector the events whose calls it follows
     * @param listener the listener
     * @param options how it is called
     * @return the registration
     * @hidden
     */
    public static Subscription registerForAgent(
            CallSelector selector, CallListener<?> listener, ListenerOptions options) {
        return register(selector, listener, options, false);
    }

    private static Subscription register(
            CallSelector selector, CallListener<?> listener, ListenerOptions options, boolean isOfProgram) {
        requireNonNull(selector, "selector");
        requireNonNull(listener, "listener");
        requireNonNull(options, "options");
        ListenedCall.prepare();
        Registration<?> made;
        synchronized (CallListeners.class) {
            made = new Registration<>(selector, listener, options, registrations++, isOfProgram);
            List<Registration<?>> more = new ArrayList<>(registered);
            more.add(made);
            more.sort(Comparator.<Registration<?>>comparingInt(Registration::order)
                    .thenComparingLong(Registration::number));
            registered = List.copyOf(more);
        }
        follow();
        return made;
    }

    static void unregister(Registration<?> closed) {
        synchronized (CallListeners.class) {
            List<Registration<?>> fewer = new ArrayList<>(registered);
            fewer.remove(closed);
            registered = List.copyOf(fewer);
        }
        follow();
    }

    /** Applies the present registrations. Without a lock, since it runs selectors, and weaves classes. */
    private static void follow() {
        List<Registration<?>> present = present();
        EventWeaving.followCalls(present.isEmpty() ? FollowedCall.Selection.NONE : new Selected(present));
        if (present != present()) {
            follow(); // Another thread has registered or closed one meanwhile, and may have been first.
        }
    }

    private static synchronized List<Registration<?>> present() {
        return registered;
    }

    private record Selected(List<Registration<?>> registrations) implements FollowedCall.Selection {
        @Override
        public boolean isForProgram() {
            for (Registration<?> registration : registrations) {
                if (registration.isOfProgram()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public FollowedCall.@Nullable Source of(EventPoint event) {
            List<IsolatedListener<?>> selecting = new ArrayList<>(registrations.size());
            for (Registration<?> registration : registrations) {
                IsolatedListener<?> listener = registration.listenerOf(event);
                if (listener != null) {
                    selecting.add(listener);
                }
            }
            return selecting.isEmpty() ? null : new ListenerChain(selecting);
        }
    }
}
