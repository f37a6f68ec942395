package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hook that emits one value, the payload: observers connect to it, and its owner emits.
 *
 * <pre>{@code
 * EventHook<String> greeted = new EventHook<>("greeted");
 * Subscription subscription = greeted.connect(name -> System.out.println("hello " + name));
 * greeted.emit("events");
 * subscription.close();
 * }</pre>
 *
 * <p>Observers are called on the emitter's thread, in connection order, with no lock held. An observer may connect,
 * disconnect or emit; the running emission continues with its snapshot, but never calls an observer that was disconnected
 * before its turn. The {@link ErrorPolicy} defines what happens when an observer throws; the default is
 * {@link ErrorPolicy#COLLECT}. A hook retains nothing of an emission after {@code emit} has returned.
 *
 * @param <T> the type of the payload
 */
public final class EventHook<T extends @Nullable Object> extends Hook1<T> {

    /** Creates a hook named {@code unnamed} that collects failures. */
    public EventHook() {
        this("unnamed");
    }

    /**
     * Creates a hook whose error policy is {@link ErrorPolicy#COLLECT}.
     *
     * @param name the hook's name in messages
     * @throws NullPointerException if {@code name} is null
     */
    public EventHook(String name) {
        this(HookOptions.named(name));
    }

    /**
     * Creates a hook with options.
     *
     * @param options name, error policy, re-entrancy and demand listener
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook(HookOptions options) {
        super(requireNonNull(options, "options"), null);
    }

    private EventHook(HookOptions options, EventHook<T> parent) {
        super(requireNonNull(options, "options"), parent);
    }

    /**
     * Creates a child of this hook. Its emissions call its own observers first, then those that are connected to this hook
     * at that time.
     *
     * @param options the child's name, error policy, re-entrancy and demand listener; its policy applies to the whole
     *     emission, including the observers of this hook
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook<T> child(HookOptions options) {
        return new EventHook<>(options, this);
    }

    /**
     * Creates a child for one object, with this hook's error policy and re-entrancy, no demand listener, and a name that
     * contains the object's class and identity.
     *
     * @param target the object that the child belongs to; not retained
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code target} is null
     */
    public EventHook<T> bind(Object target) {
        return child(optionsFor(target));
    }

    /**
     * Emits a payload: calls every observer on this thread and returns when the last one has returned.
     *
     * @param payload passed to each observer
     * @throws EventHookException if an observer failed and the error policy is not {@link ErrorPolicy#ISOLATE}
     */
    public void emit(T payload) {
        for (Hook<Consumer<T>> level = this; level != null; level = level.parent()) {
            ObserverArray<Consumer<T>> present = level.snapshot();
            Consumer<T>[] plain = present.plain;
            if (plain == null || level.hasGate()) {
                emitFrom(level, new Payload<>(payload, null));
                return;
            }
            int turn = 0;
            Consumer<T> observer = null;
            try {
                for (; turn < plain.length; turn++) {
                    observer = plain[turn];
                    observer.accept(payload);
                }
            } catch (Throwable failure) {
                continueAfterFailure(
                        level, present, turn, requireNonNull(observer), failure, new Payload<>(payload, null));
                return;
            }
        }
    }

    /**
     * Emits a payload like {@link #emit}, but only to this hook and its ancestors below a given one.
     *
     * @param ancestor the first hook whose observers are not called; if it is not an ancestor of this hook, the emission
     *     reaches all ancestors
     * @param payload passed to each observer
     * @throws EventHookException if an observer failed and the error policy is not {@link ErrorPolicy#ISOLATE}
     * @throws NullPointerException if {@code ancestor} is null
     */
    public void emitBelow(Hook1<T> ancestor, T payload) {
        emitFrom(this, new Payload<>(payload, requireNonNull(ancestor, "ancestor")));
    }

    /** The emission of one payload, which ends below an ancestor if one is given. */
    private record Payload<T extends @Nullable Object>(
            T value, @Nullable Hook1<T> ancestor) implements Emission<Consumer<T>> {
        @Override
        public void deliverTo(Consumer<T> observer) {
            observer.accept(value);
        }

        @Override
        @SuppressWarnings("unchecked")
        public boolean matches(Object filter) {
            return ((Predicate<T>) filter).test(value);
        }

        @Override
        public boolean propagatesTo(Hook<Consumer<T>> level) {
            return level != ancestor;
        }
    }
}
