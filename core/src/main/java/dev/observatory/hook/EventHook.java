package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.Requirement;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
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
        emit(payload, Requirement.ALL);
    }

    /**
     * Emits an incomplete payload: like {@link #emit}, but only to observers that do not require what it lacks.
     *
     * @param payload passed to each observer
     * @param provided what it has, of {@link Requirement}
     * @hidden
     */
    public void emit(T payload, int provided) {
        emitFrom(this, payload, provided);
    }

    /**
     * Emits an incomplete payload like {@link #emit(Object, int)}, but not to this hook and those below an ancestor, which have no observers
     * and were never paused.
     *
     * @param ancestor this hook or an ancestor
     * @param payload passed to each observer
     * @param provided what it has, of {@link Requirement}
     * @hidden
     */
    public void emitFrom(EventHook<T> ancestor, T payload, int provided) {
        for (Hook<Consumer<T>> level = requireNonNull(ancestor, "ancestor"); level != null; level = level.parent()) {
            ObserverArray<Consumer<T>> present = level.snapshot();
            Consumer<T>[] plain = present.plain;
            boolean isIncomplete = provided != Requirement.ALL && (present.required() & ~provided) != 0;
            if (plain == null || level.hasGate() || isIncomplete) {
                emitFrom(level, new Payload<>(payload, provided, null));
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
                        level,
                        present,
                        turn,
                        requireNonNull(observer),
                        failure,
                        new Payload<>(payload, provided, null));
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
        emitBelow(ancestor, payload, Requirement.ALL);
    }

    /**
     * Emits an incomplete payload like {@link #emitBelow}, but only to observers that do not require what it lacks.
     *
     * @param ancestor the first hook whose observers are not called
     * @param payload passed to each observer
     * @param provided what it has, of {@link Requirement}
     * @throws NullPointerException if {@code ancestor} is null
     * @hidden
     */
    public void emitBelow(Hook1<T> ancestor, T payload, int provided) {
        emitFrom(this, new Payload<>(payload, provided, requireNonNull(ancestor, "ancestor")));
    }

    /**
     * Returns a mark of the observers that are connected now, for {@link #emitSince}. The same mark is returned as long as
     * none connects or disconnects.
     *
     * @return the mark, which later connections do not change
     * @hidden
     */
    public Object mark() {
        return snapshot();
    }

    /**
     * Emits something that happened in several steps, to each observer only the steps after it had connected. An observer
     * that connected after the last step is not called.
     *
     * @param marks for each step, the mark taken when it happened; at least one, in order of time
     * @param payloads returns what an observer receives that was connected at the step with the given index, but not at an
     *     earlier one; called at most once per index and emission, on the emitting thread
     * @throws NullPointerException if an argument is null
     * @throws EventHookException as {@link #emit} does
     * @hidden
     */
    public void emitSince(List<?> marks, IntFunction<? extends T> payloads) {
        emitFrom(this, new Steps<>(List.copyOf(requireNonNull(marks, "marks")), requireNonNull(payloads, "payloads")));
    }

    /** An emission of which each connection receives the part after it was made. */
    private static final class Steps<T extends @Nullable Object> implements Emission<Consumer<T>> {
        private final List<?> marks;
        private final IntFunction<? extends T> payloads;
        private final @Nullable Payload<T>[] parts;

        @SuppressWarnings({"unchecked", "rawtypes"})
        Steps(List<?> marks, IntFunction<? extends T> payloads) {
            this.marks = marks;
            this.payloads = payloads;
            this.parts = new Payload[marks.size()];
        }

        @Override
        public @Nullable Emission<Consumer<T>> partFor(Connection<Consumer<T>> connection) {
            for (int step = 0; step < parts.length; step++) {
                @SuppressWarnings("unchecked") // A mark of a hook with observers of this type.
                ObserverArray<Consumer<T>> connected = (ObserverArray<Consumer<T>>) marks.get(step);
                if (connected.contains(connection)) {
                    return part(step);
                }
            }
            return null;
        }

        private Payload<T> part(int step) {
            Payload<T> known = parts[step];
            if (known == null) {
                known = new Payload<>(payloads.apply(step), Requirement.ALL, null);
                parts[step] = known;
            }
            return known;
        }

        @Override
        public void deliverTo(Consumer<T> observer) {
            throw new IllegalStateException("Only a part of this emission can be delivered; call partFor first");
        }

        @Override
        public boolean matches(Object filter) {
            throw new IllegalStateException("Only a part of this emission has a payload; call partFor first");
        }
    }

    /** The emission of one payload to the observers that require no more than it has, which ends below an ancestor if one is given. */
    private record Payload<T extends @Nullable Object>(
            T value, int provided, @Nullable Hook1<T> ancestor) implements Emission<Consumer<T>> {
        @Override
        public void deliverTo(Consumer<T> observer) {
            observer.accept(value);
        }

        @Override
        public @Nullable Emission<Consumer<T>> partFor(Connection<Consumer<T>> connection) {
            return (connection.required & ~provided) == 0 ? this : null;
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
