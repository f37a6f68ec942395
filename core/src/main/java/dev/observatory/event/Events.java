package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where observers find events, and where the code of an event speaks of itself.
 *
 * <pre>{@code
 * EventPoint imports = Events.of(Importer.class, "importAll");
 * imports.completed().connect(data -> System.out.println(data.result() + " in " + data.duration()));
 * }</pre>
 *
 * <p>All methods are safe from any thread. {@link #tag}, {@link #track}, {@link #progress} and {@link #current} concern
 * the innermost event call of the calling thread and do nothing when nobody observes it: what is said inside an
 * unobserved event never lands on the event around it.
 */
public final class Events {

    private Events() {}

    /**
     * The event of a tagged method or constructor.
     *
     * @param type the class that declares the method, or a class that inherits it
     * @param method the method's name; {@code new} for a constructor of the class
     * @return the event point; always the same one for a method
     * @throws IllegalArgumentException if there is no such event, or more than one; the message lists the candidates
     * @throws NullPointerException if an argument is null
     */
    public static EventPoint of(Class<?> type, String method) {
        return EventLookup.find(requireNonNull(type, "type"), requireNonNull(method, "method"), null);
    }

    /**
     * The event of one overload of a tagged method or constructor.
     *
     * @param type the class that declares the method, or a class that inherits it
     * @param method the method's name; {@code new} for a constructor of the class
     * @param parameterTypes its parameter types; an empty array for the one without parameters. For constructors of inner
     *     classes and enums those that the compiler adds are among them, as in reflection
     * @return the event point; always the same one for a method
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
     * The event of the tagged method that a method reference means: {@code Events.of(Importer::importAll)}. The reference is
     * never called.
     *
     * <p>A reference with a class before the colons means the method's event. With an object before them, as in {@code
     * importer::importAll}, it means the event of that object's calls only, as {@link EventPoint#bind} does. For an overloaded
     * method the compiler asks for the argument types: {@code Events.<Importer, Path>of(Importer::importOne)}.
     *
     * @param method names the method
     * @return the event point
     * @throws IllegalArgumentException if the method is not an event, or if the reference means code that the compiler made,
     *     such as a lambda; the message says so
     * @throws NullPointerException if {@code method} is null
     */
    public static EventPoint of(MethodReference0 method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * As {@link #of(MethodReference0)}.
     *
     * @param method names the method
     * @param <A> the type of the first argument
     * @return the event point
     */
    public static <A extends @Nullable Object> EventPoint of(MethodReference1<A> method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * As {@link #of(MethodReference0)}.
     *
     * @param method names the method
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return the event point
     */
    public static <A extends @Nullable Object, B extends @Nullable Object> EventPoint of(
            MethodReference2<A, B> method) {
        return ReferencedMethod.eventOf(requireNonNull(method, "method"));
    }

    /**
     * As {@link #of(MethodReference0)}.
     *
     * @param method names the method
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
     * As {@link #of(MethodReference0)}.
     *
     * @param method names the method
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
     * As {@link #of(MethodReference0)}.
     *
     * @param method names the method
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
     * As {@link #of(MethodReference0)}.
     *
     * @param method names the method
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
     * Connects the static methods of a class that are tagged {@link Observes}, private ones included. They must be declared by
     * the class itself; its instance methods are left alone.
     *
     * @param observers the class
     * @return closes the connections of all of these methods together
     * @throws IllegalArgumentException if there is no such method, or if any of them does not fit what it observes; the
     *     message lists all mismatches, and nothing is connected
     * @throws NullPointerException if {@code observers} is null
     */
    public static Subscription register(Class<?> observers) {
        return ObserverMethods.register(requireNonNull(observers, "observers"), null);
    }

    /**
     * Connects the instance methods of an object that are tagged {@link Observes}, private and inherited ones included. The
     * object is held until the subscription is closed.
     *
     * @param observers the object
     * @return closes the connections of all of these methods together
     * @throws IllegalArgumentException if there is no such method, or if any of them does not fit what it observes; the
     *     message lists all mismatches, and nothing is connected
     * @throws NullPointerException if {@code observers} is null
     */
    public static Subscription register(Object observers) {
        return ObserverMethods.register(requireNonNull(observers, "observers").getClass(), observers);
    }

    /**
     * Makes an event that needs no agent; {@link EventPoint#call} runs it.
     *
     * @param name what observers see as the event's name
     * @return a new event point
     * @throws NullPointerException if {@code name} is null
     */
    public static EventPoint define(String name) {
        EventDescription description = EventDescription.named(requireNonNull(name, "name"));
        return new MethodEventPoint(null, "", name, names -> description, () -> true);
    }

    /**
     * Emits for every event that reaches a status, after the event's own observers.
     *
     * <p>Not for calls that are made while an observer of any event runs on the same thread: those reach observers of their
     * own event or object only. What observers do would be told to the same observers again, and again what they do then.
     *
     * @param status ABOUT_TO_RUN, COMPLETED, CRASHED or EXITED
     * @return the connect side
     * @throws IllegalArgumentException for the other statuses; see {@link #anyProgress()}
     */
    public static Hook1<EventData> any(EventStatus status) {
        return GlobalEvents.hooks().of(requireNonNull(status, "status"));
    }

    /**
     * Emits for every event that makes progress, after the event's own observers; not for calls that observers make, as told
     * at {@link #any}.
     *
     * @return the connect side
     */
    public static Hook1<ProgressData> anyProgress() {
        return GlobalEvents.hooks().progress();
    }

    /**
     * The innermost event call of this thread, if it is observed.
     *
     * @return the call; empty outside any event and inside one that nobody observes
     */
    public static Optional<EventCall> current() {
        return Optional.ofNullable(InnermostCall.get());
    }

    /**
     * Attaches a fact to the execution of the innermost event, for the emissions that follow.
     *
     * @param key the tag's name; setting it again replaces the value
     * @param value the fact; may be null
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
     * Reports progress of the innermost event by hand.
     *
     * @param done how many items are finished
     * @param length how many items there are in all; −1 if that is not known
     * @param item the latest item, for observers that show it
     * @throws IllegalArgumentException if {@code done} is negative, or {@code length} is below −1
     */
    public static void progress(long done, long length, @Nullable Object item) {
        ProgressData.check(done, length);
        EventCall call = InnermostCall.get();
        if (call != null) {
            call.emit(ProgressData.byHand(call.event(), done, length, item));
        }
    }

    /**
     * Passes on items one by one and reports the innermost event's progress through them. An item counts as finished when
     * the loop asks for the next; a loop that is left early is reported when the event ends.
     *
     * @param items what to go through; the length is known if it is a {@link java.util.Collection}
     * @param <T> the type of the items
     * @return the same items in the same order; {@code items} itself if nobody observes
     */
    public static <T extends @Nullable Object> Iterable<T> track(Iterable<T> items) {
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(InnermostCall.work());
    }

    /**
     * As {@link #track(Iterable)}, for an array.
     *
     * @param items what to go through
     * @param <T> the type of the items
     * @return the same items in the same order
     */
    public static <T extends @Nullable Object> Iterable<T> track(T[] items) {
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(InnermostCall.work());
    }

    /**
     * As {@link #track(Iterable)}, for a stream. Whoever opened the stream closes it.
     *
     * @param items what to go through once, in order; the length is known if the stream knows its exact size
     * @param <T> the type of the items
     * @return the same items in the same order
     */
    public static <T extends @Nullable Object> Iterable<T> track(Stream<T> items) {
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(InnermostCall.work());
    }

    /**
     * As {@link #track(Iterable)}, for an iterator.
     *
     * @param items what to go through once; the length is not known
     * @param <T> the type of the items
     * @return the same items in the same order
     */
    public static <T extends @Nullable Object> Iterable<T> track(Iterator<T> items) {
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(InnermostCall.work());
    }
}
