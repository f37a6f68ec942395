package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
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
     * Makes an event that needs no agent; {@link EventPoint#call} runs it.
     *
     * @param name what observers see as the event's name
     * @return a new event point
     * @throws NullPointerException if {@code name} is null
     */
    public static EventPoint define(String name) {
        EventDescription description = EventDescription.named(requireNonNull(name, "name"));
        return new SharedPoint(name, names -> description, () -> true);
    }

    /**
     * Emits for every event that reaches a status, after the event's own observers.
     *
     * @param status ABOUT_TO_RUN, COMPLETED, CRASHED or EXITED
     * @return the connect side
     * @throws IllegalArgumentException for the other statuses; see {@link #anyProgress()}
     */
    public static Hook1<EventData> any(EventStatus status) {
        return GlobalEvents.hooks().of(requireNonNull(status, "status"));
    }

    /**
     * Emits for every event that makes progress, after the event's own observers.
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
        if (done < 0) {
            throw new IllegalArgumentException("done [" + done + "] must not be negative");
        }
        if (length < -1) {
            throw new IllegalArgumentException("length [" + length + "] must be -1 (unknown) or more");
        }
        EventCall call = InnermostCall.get();
        if (call != null) {
            call.emit(new ProgressData(call.event(), done, done, length, item, EventStatus.PROGRESS_UPDATED));
        }
    }

    /**
     * Passes on items one by one and reports the innermost event's progress through them. An item counts as finished when
     * the loop asks for the next; a loop that is left early is reported when the event ends.
     *
     * @param items what to go through; the length is known if it is a {@link Collection}
     * @param <T> the type of the items
     * @return the same items in the same order; {@code items} itself if nobody observes
     */
    public static <T extends @Nullable Object> Iterable<T> track(Iterable<T> items) {
        requireNonNull(items, "items");
        return track(items, items instanceof Collection<?> collection ? collection.size() : -1);
    }

    /**
     * As {@link #track(Iterable)}, for an array.
     *
     * @param items what to go through
     * @param <T> the type of the items
     * @return the same items in the same order
     */
    public static <T extends @Nullable Object> Iterable<T> track(T[] items) {
        return track(Arrays.asList(items), items.length);
    }

    /**
     * As {@link #track(Iterable)}, for a stream. Whoever opened the stream closes it.
     *
     * @param items what to go through once, in order; the length is known if the stream knows its exact size
     * @param <T> the type of the items
     * @return the same items in the same order
     */
    public static <T extends @Nullable Object> Iterable<T> track(Stream<T> items) {
        Spliterator<T> source = items.spliterator();
        return track(() -> Spliterators.iterator(source), source.getExactSizeIfKnown());
    }

    /**
     * As {@link #track(Iterable)}, for an iterator.
     *
     * @param items what to go through once; the length is not known
     * @param <T> the type of the items
     * @return the same items in the same order
     */
    public static <T extends @Nullable Object> Iterable<T> track(Iterator<T> items) {
        requireNonNull(items, "items");
        return track(() -> items, -1);
    }

    private static <T extends @Nullable Object> Iterable<T> track(Iterable<T> items, long length) {
        EventCall call = InnermostCall.get();
        return call == null ? items : new TrackedIterable<>(items, call, length);
    }
}
