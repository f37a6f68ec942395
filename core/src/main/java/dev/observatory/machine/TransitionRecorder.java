package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what a machine does, for tests.
 *
 * <pre>{@code
 * class Door extends Machine {
 *     final State shut = initial(), open = newState();
 *     final Trigger push = trigger(shut.to(open)), pull = trigger(open.to(shut));
 * }
 * Door door = new Door();
 * TransitionRecorder<Transition> recorder = TransitionRecorder.of(door.updated());
 * door.push.fire();
 * System.out.println(recorder.taken());
 * }</pre>
 *
 * <p>Safe from any thread.
 *
 * @param <T> {@link Transition} or {@link InstanceTransition}
 */
public final class TransitionRecorder<T> implements AutoCloseable {
    // Guarded by itself.
    private final List<T> taken = new ArrayList<>();
    private final Subscription subscription;

    private TransitionRecorder(Hook1<T> hook) {
        subscription = hook.connect(this::add);
    }

    /**
     * Records from now on.
     *
     * @param hook one of a machine's hooks
     * @param <T> what it tells
     * @return the recorder, to be closed if the machine lives longer
     * @throws NullPointerException if {@code hook} is null
     */
    public static <T> TransitionRecorder<T> of(Hook1<T> hook) {
        return new TransitionRecorder<>(requireNonNull(hook, "hook"));
    }

    private void add(T transition) {
        synchronized (taken) {
            taken.add(transition);
        }
    }

    /**
     * What has been recorded.
     *
     * @return a snapshot, in order
     */
    public List<T> taken() {
        synchronized (taken) {
            return List.copyOf(taken);
        }
    }

    /** Forgets what has been recorded. */
    public void clear() {
        synchronized (taken) {
            taken.clear();
        }
    }

    /** Stops recording; what has been recorded stays. */
    @Override
    public void close() {
        subscription.close();
    }
}
