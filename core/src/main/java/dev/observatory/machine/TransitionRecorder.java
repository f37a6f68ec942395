package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorder of the transitions of a machine, for tests.
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
 * <p>Safe for use by multiple threads.
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
     * Creates a recorder and starts recording.
     *
     * @param hook a hook of a machine
     * @param <T> the type of the transitions
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
     * Returns the recorded transitions.
     *
     * @return a snapshot, in order
     */
    public List<T> taken() {
        synchronized (taken) {
            return List.copyOf(taken);
        }
    }

    /** Removes all recorded transitions. */
    public void clear() {
        synchronized (taken) {
            taken.clear();
        }
    }

    /** Stops recording; the recorded transitions stay available. */
    @Override
    public void close() {
        subscription.close();
    }
}
