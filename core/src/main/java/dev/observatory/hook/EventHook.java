package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A signal with one payload: observers connect to it, its owner emits it.
 *
 * <pre>{@code
 * EventHook<String> greeted = new EventHook<>("greeted");
 * Subscription subscription = greeted.connect(name -> System.out.println("hello " + name));
 * greeted.emit("events");
 * subscription.close();
 * }</pre>
 *
 * <p>Observers run on the emitter's thread, in connection order, with no lock held. An observer may connect, disconnect
 * or emit; the running emission goes on with its snapshot, but never calls an observer that was disconnected before its
 * turn. What happens when one throws is the {@link ErrorPolicy}'s business, {@link ErrorPolicy#COLLECT} unless the
 * options say otherwise. Nothing of an emission is kept once it returned.
 *
 * @param <T> the type of the payload
 */
public final class EventHook<T extends @Nullable Object> extends Hook1<T> {

    /** Creates a hook without a name of its own. */
    public EventHook() {
        this("unnamed");
    }

    /**
     * Creates a hook that collects failures.
     *
     * @param name what messages call the hook
     * @throws NullPointerException if {@code name} is null
     */
    public EventHook(String name) {
        this(HookOptions.named(name));
    }

    /**
     * Creates a hook.
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
     * Creates a hook whose emissions reach its own observers first and then, live, this hook's.
     *
     * @param options the child's name, error policy, re-entrancy and demand listener; the policy holds for the whole emission
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook<T> child(HookOptions options) {
        return new EventHook<>(options, this);
    }

    /**
     * As {@link #child}, with this hook's own options and a name that tells whose it is.
     *
     * @param owner whose hook it is; not kept
     * @return the child
     * @throws NullPointerException if {@code owner} is null
     */
    public EventHook<T> bind(Object owner) {
        return child(boundTo(owner));
    }

    /**
     * Calls every observer with the payload and returns when the last has returned.
     *
     * @param payload given to each observer
     * @throws EventHookException if observers failed and the policy says so
     */
    public void emit(T payload) {
        for (Hook<Consumer<T>> level = this; level != null; level = level.parent()) {
            ObserverArray<Consumer<T>> present = level.settled();
            Consumer<T>[] plain = present.plain;
            if (plain == null || level.isControlled()) {
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
                emitRest(level, present, turn, requireNonNull(observer), failure, new Payload<>(payload, null));
                return;
            }
        }
    }

    /**
     * As {@link #emit}, but reaches only the levels below an ancestor.
     *
     * @param ancestor the first level that hears nothing; if it is no ancestor of this hook, all levels hear
     * @param payload given to each observer
     * @throws EventHookException if observers failed and the policy says so
     * @throws NullPointerException if {@code ancestor} is null
     */
    public void emitBelow(Hook1<T> ancestor, T payload) {
        emitFrom(this, new Payload<>(payload, requireNonNull(ancestor, "ancestor")));
    }

    /** A payload on its way up, to below an ancestor if one is given. */
    private record Payload<T extends @Nullable Object>(
            T value, @Nullable Hook1<T> ancestor) implements Emission<Consumer<T>> {
        @Override
        public void to(Consumer<T> observer) {
            observer.accept(value);
        }

        @Override
        @SuppressWarnings("unchecked")
        public boolean passes(Object filter) {
            return ((Predicate<T>) filter).test(value);
        }

        @Override
        public boolean climbsTo(Hook<Consumer<T>> level) {
            return level != ancestor;
        }
    }
}
