package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.loop.LoopSettings;
import dev.observatory.event.loop.TrackedIterable;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entry point to events: looks them up, and reports tags and progress from inside them.
 *
 * <pre>{@code
 * EventPoint imports = Events.of(Importer.class, "importAll");
 * imports.completed().connect(data -> System.out.println(data.result() + " in " + data.duration()));
 * }</pre>
 *
 * <p>All methods are safe for use by multiple threads. {@link #tag}, {@link #track}, {@link #progress} and {@link #current}
 * concern the innermost event call of the calling thread and have no effect if it is not observed: tags and progress of an
 * unobserved event are never attributed to the event around it.
 */
public final class Events {

    private Events() {}

    /**
     * Returns the event of a tagged method or constructor. A subclass that a framework has generated stands for the class that it was
     * generated from.
     *
     * @param type the class that declares the method, or a class that inherits it
     * @param method the name of the method; {@code new} for a constructor of the class
     * @return the event point; always the same instance for a method
     * @throws IllegalArgumentException if there is no such event, or more than one; the message lists the candidates
     * @throws NullPointerException if an argument is null
     */
    public static EventPoint of(Class<?> type, String method) {
        return EventLookup.find(requireNonNull(type, "type"), requireNonNull(method, "method"), null);
    }

    /**
     * Returns the event of one overload of a tagged method or constructor.
     *
     * @param type the class that declares the method, or a class that inherits it
     * @param method the name of the method; {@code new} for a constructor of the class
     * @param parameterTypes its parameter types; an empty array for the one without parameters. Constructors of inner classes and
     *     enums include the parameters that the compiler adds, as in reflection
     * @return the event point; always the same instance for a method
     * @throws IllegalArgumentException if there is no such event; the message lists the candidates
     * @throws NullPointerException if an argument is null
     */
    public static EventPoint of(Class<?> type, String method, Class<?>... parameterTypes) {
        return EventLookup.find(
                requireNonNull(type, "type"),
                requireNonNull(method, "method"),
                requireNonNull(parameterTypes, "parameterTypes"));
    }

    /**
     * Returns the event of the tagged method that a method reference refers to: {@code Events.of(Importer::importAll)}. The reference
     * is never called.
     *
     * <p>A reference with a class before the colons selects the event of the method. With an object before them, as in {@code
     * importer::importAll}, it selects the event of that object's calls only, as {@link EventPoint#bind} does, and of the method that
     * they run, which may override the named one. For an overloaded method the compiler needs the argument types: {@code
     * Events.<Importer, Path>of(Importer::importOne)}.
     *
     * @param method the method reference
     * @return the event point
     * @throws IllegalArgumentException if the method is not an event, if the reference refers to code that the compiler generated,
     *     such as a lambda, or if the object is a proxy and the object behind it cannot be found
     * @throws NullPointerException if {@code method} is null
     */
    public static EventPoint of(MethodReference0 method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * Returns the event of a referenced method, like {@link #of(MethodReference0)}.
     *
     * @param method the method reference
     * @param <A> the type of the first argument
     * @return the event point
     */
    public static <A extends @Nullable Object> EventPoint of(MethodReference1<A> method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * Returns the event of a referenced method, like {@link #of(MethodReference0)}.
     *
     * @param method the method reference
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return the event point
     */
    public static <A extends @Nullable Object, B extends @Nullable Object> EventPoint of(
            MethodReference2<A, B> method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * Returns the event of a referenced method, like {@link #of(MethodReference0)}.
     *
     * @param method the method reference
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @return the event point
     */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> EventPoint of(
            MethodReference3<A, B, C> method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * Returns the event of a referenced method, like {@link #of(MethodReference0)}.
     *
     * @param method the method reference
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @return the event point
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            EventPoint of(MethodReference4<A, B, C, D> method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * Returns the event of a referenced method, like {@link #of(MethodReference0)}.
     *
     * @param method the method reference
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <E> the type of the fifth argument
     * @return the event point
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            EventPoint of(MethodReference5<A, B, C, D, E> method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * Returns the event of a referenced method, like {@link #of(MethodReference0)}.
     *
     * @param method the method reference
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <E> the type of the fifth argument
     * @param <F> the type of the sixth argument
     * @return the event point
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object>
            EventPoint of(MethodReference6<A, B, C, D, E, F> method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * Connects the static methods of a class that are tagged {@link Observes}, including private ones. Only methods that the class
     * itself declares are connected; its instance methods are ignored.
     *
     * @param observers the class
     * @return a subscription that closes the connections of all of these methods together
     * @throws IllegalArgumentException if there is no such method, or if any of them does not fit what it observes; the
     *     message lists all mismatches, and nothing is connected
     * @throws NullPointerException if {@code observers} is null
     */
    public static Subscription register(Class<?> observers) {
        return ObserverMethods.register(requireNonNull(observers, "observers"), null);
    }

    /**
     * Connects the instance methods of an object that are tagged {@link Observes}, including private and inherited ones. The
     * object is strongly reachable until the subscription is closed.
     *
     * @param observers the object
     * @return a subscription that closes the connections of all of these methods together
     * @throws IllegalArgumentException if there is no such method, or if any of them does not fit what it observes; the
     *     message lists all mismatches, and nothing is connected
     * @throws NullPointerException if {@code observers} is null
     */
    public static Subscription register(Object observers) {
        return ObserverMethods.register(requireNonNull(observers, "observers").getClass(), observers);
    }

    /**
     * Creates an event that needs no agent; {@link EventPoint#call} runs it.
     *
     * @param name the name of the event
     * @return a new event point
     * @throws NullPointerException if {@code name} is null
     */
    public static EventPoint define(String name) {
        EventDescription description = EventDescription.named(requireNonNull(name, "name"));
        MethodEventPoint event = new MethodEventPoint(null, "", name, names -> description, () -> true);
        event.ensureFollowerIsDetermined();
        return event;
    }

    /**
     * Returns the hook that emits for every event that reaches a status, after the event's own observers.
     *
     * <p>Calls that are made while an observer of any event runs on the same thread are not reported: they reach observers of their
     * own event or object only. Otherwise such an observer could trigger itself endlessly.
     *
     * @param status ABOUT_TO_RUN, COMPLETED, CRASHED or EXITED
     * @return the hook; its observers are called on the thread of the call, and their exceptions never reach the caller
     * @throws IllegalArgumentException for the other statuses; see {@link #anyProgress()}
     * @throws NullPointerException if {@code status} is null
     */
    public static Hook1<EventData> any(EventStatus status) {
        return GlobalEvents.hooks().of(requireNonNull(status, "status"));
    }

    /**
     * Returns the hook that emits for every event that makes progress, after the event's own observers. As with {@link #any}, calls
     * made by observers are not reported.
     *
     * @return the hook; its observers are called on a thread that makes progress in the same loop, one report of a loop at a time, and
     *     their exceptions never reach the method
     */
    public static Hook1<ProgressData> anyProgress() {
        return GlobalEvents.hooks().progress();
    }

    /**
     * Returns the innermost event call of this thread, if it is observed.
     *
     * @return the call; empty outside any event and inside one that is not observed
     */
    public static Optional<EventCall> current() {
        return Optional.ofNullable(InnermostCall.get());
    }

    /**
     * Attaches a tag to the execution of the innermost event, visible in all later emissions.
     *
     * @param key the name of the tag; a tag of the same name is replaced
     * @param value the value; may be null
     * @throws NullPointerException if {@code key} is null
     */
    public static void tag(String key, @Nullable Object value) {
        requireNonNull(key, "key");
        EventCall call = InnermostCall.get();
        if (call != null) {
            call.tag(key, value);
        }
    }

    /**
     * Reports progress of the innermost event explicitly.
     *
     * @param done how many items are finished
     * @param length how many items there are in total; −1 if unknown
     * @param item the latest item, for observers that display it
     * @throws IllegalArgumentException if {@code done} is negative, or {@code length} is below −1
     */
    public static void progress(long done, long length, @Nullable Object item) {
        ProgressData.check(done, length);
        EventCall call = InnermostCall.get();
        if (call != null) {
            call.progress().report(done, length, item);
        }
    }

    /**
     * Returns items one by one and reports the progress of the innermost event through them. An item is finished when the loop
     * requests the next, or when the action on it returns; a loop that is left early is reported when the event ends, or when its
     * iterator was collected. Any thread may iterate the items; what it iterates after the event has exited is not reported.
     *
     * <p>Each method of the returned object calls the same one of the items, and each spliterator has the characteristics, the size
     * and the comparator of theirs; the parts into which it is split are one loop. While no observer of the progress is connected, no
     * method of the items is called that the loop itself does not call. Otherwise their size is queried once per loop; the number is
     * unknown if that throws. What the items throw is not changed.
     *
     * @param items the items; their number is known if this is a {@link java.util.Collection}
     * @param <T> the type of the items
     * @return the same items in the same order; {@code items} itself if the event is not observed
     */
    public static <T extends @Nullable Object> Iterable<T> track(Iterable<T> items) {
        return TrackedIterable.of(requireNonNull(items, "items"), InnermostCall.loopOwner(), LoopSettings.DEFAULTS);
    }

    /**
     * Tracks an array, like {@link #track(Iterable)}.
     *
     * @param items the items
     * @param <T> the type of the items
     * @return the same items in the same order
     */
    public static <T extends @Nullable Object> Iterable<T> track(T[] items) {
        return TrackedIterable.of(requireNonNull(items, "items"), InnermostCall.loopOwner(), LoopSettings.DEFAULTS);
    }

    /**
     * Tracks a stream, like {@link #track(Iterable)}. The stream is bound to its source when the loop begins; it is not closed.
     *
     * @param items the items, which can be iterated once; their number is known if the stream knows its exact size and an observer of
     *     the progress is connected when the loop begins
     * @param <T> the type of the items
     * @return the same items in the same order
     */
    public static <T extends @Nullable Object> Iterable<T> track(Stream<T> items) {
        return TrackedIterable.of(requireNonNull(items, "items"), InnermostCall.loopOwner(), LoopSettings.DEFAULTS);
    }

    /**
     * Tracks an iterator, like {@link #track(Iterable)}.
     *
     * @param items the items, which can be iterated once; their number is unknown
     * @param <T> the type of the items
     * @return the same items in the same order
     */
    public static <T extends @Nullable Object> Iterable<T> track(Iterator<T> items) {
        return TrackedIterable.of(requireNonNull(items, "items"), InnermostCall.loopOwner(), LoopSettings.DEFAULTS);
    }

    /**
     * Returns items one by one and reports the progress through them, like {@link #track(Iterable)}. Their size is not queried if the options state their number.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return the same items in the same order; {@code items} itself if the event is not observed
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Iterable<T> track(Iterable<T> items, ProgressOptions options) {
        return TrackedIterable.of(
                requireNonNull(items, "items"),
                InnermostCall.loopOwner(),
                requireNonNull(options, "options").settings());
    }

    /**
     * Tracks an array, like {@link #track(Iterable, ProgressOptions)}.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Iterable<T> track(T[] items, ProgressOptions options) {
        return TrackedIterable.of(
                requireNonNull(items, "items"),
                InnermostCall.loopOwner(),
                requireNonNull(options, "options").settings());
    }

    /**
     * Tracks a stream, like {@link #track(Stream)} and {@link #track(Iterable, ProgressOptions)}.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Iterable<T> track(Stream<T> items, ProgressOptions options) {
        return TrackedIterable.of(
                requireNonNull(items, "items"),
                InnermostCall.loopOwner(),
                requireNonNull(options, "options").settings());
    }

    /**
     * Tracks an iterator, like {@link #track(Iterator)} and {@link #track(Iterable, ProgressOptions)}.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Iterable<T> track(Iterator<T> items, ProgressOptions options) {
        return TrackedIterable.of(
                requireNonNull(items, "items"),
                InnermostCall.loopOwner(),
                requireNonNull(options, "options").settings());
    }

    /**
     * Returns a stream with the items of another one and reports the progress of the innermost event through them.
     *
     * <p>An item is finished when the action of the stream on it has returned, or when the next one is requested. A parallel stream
     * is reported as one loop, on all of its threads. Its source is not used before the terminal operation; {@code close()} closes the
     * original stream, and ends the loop if it was left early. Call {@code parallel()} before this method: what precedes it is
     * executed as it was configured by then.
     *
     * @param items the items, which the caller must not use any more, as after any operation on a stream; their number is known if
     *     the stream knows its exact size and an observer of the progress is connected when the loop begins
     * @param <T> the type of the items
     * @return a stream of the same items in the same order; {@code items} itself if the event is not observed
     * @throws NullPointerException if {@code items} is null
     * @throws IllegalStateException if the stream has already been used
     */
    public static <T extends @Nullable Object> Stream<T> trackStream(Stream<T> items) {
        return TrackedIterable.stream(requireNonNull(items, "items"), InnermostCall.loopOwner(), LoopSettings.DEFAULTS);
    }

    /**
     * Returns a tracked stream, like {@link #trackStream(Stream)}.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return a stream of the same items in the same order; {@code items} itself if the event is not observed
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if the stream has already been used
     */
    public static <T extends @Nullable Object> Stream<T> trackStream(Stream<T> items, ProgressOptions options) {
        return TrackedIterable.stream(
                requireNonNull(items, "items"),
                InnermostCall.loopOwner(),
                requireNonNull(options, "options").settings());
    }

    /**
     * Creates a counter for progress of the innermost event that the program counts itself, on any thread.
     *
     * @param options what is known about the work; without a total its length is unknown
     * @return a new counter, which has no effect if the event is not observed
     * @throws NullPointerException if {@code options} is null
     */
    public static ProgressCounter counter(ProgressOptions options) {
        return ProgressCounter.of(
                InnermostCall.loopOwner(), requireNonNull(options, "options").settings());
    }
}
