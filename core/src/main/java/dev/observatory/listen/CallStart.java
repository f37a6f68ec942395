package dev.observatory.listen;

import dev.observatory.event.EventPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of an event, as its listeners see it. The same object, from the beginning to the end of a call. Safe from any thread.
 *
 * <p>Target and arguments are available in {@link CallListener#onStart}. Later they are too, unless the garbage collector needed the memory
 * while the method ran and no listener had read them late before; see {@link dev.observatory.event.EventData#areArgumentsReleased()}.
 */
public interface CallStart {

    /**
     * Returns the event.
     *
     * @return the event point
     */
    EventPoint event();

    /**
     * Returns the number of this call.
     *
     * @return the number, unique in this JVM, as in {@link dev.observatory.event.EventData#callId()}
     */
    long callId();

    /**
     * Returns the number of the observed call around this one.
     *
     * @return the number; 0 if there is none
     */
    long parentId();

    /**
     * Returns the thread that makes the call.
     *
     * @return the thread
     */
    Thread thread();

    /**
     * Returns the object on which the method is called.
     *
     * @return the object; null for a static method, for a constructor that has not returned, and if it was released
     */
    @Nullable
    Object target();

    /**
     * Returns the arguments.
     *
     * @return the arguments in order, unmodifiable; empty if they were released
     */
    List<@Nullable Object> args();

    /**
     * Returns the arguments by the names of their parameters.
     *
     * @return the arguments in order, unmodifiable; empty if they were released
     */
    Map<String, @Nullable Object> arguments();

    /**
     * Returns the tags of the call at present.
     *
     * @return a copy, unmodifiable
     */
    Map<String, @Nullable Object> tags();

    /**
     * Attaches a tag to the call, which later emissions contain too.
     *
     * @param key the name of the tag; a tag of the same name is replaced
     * @param value the value; may be null
     * @throws NullPointerException if {@code key} is null
     */
    void tag(String key, @Nullable Object value);

    /**
     * Returns when the call began.
     *
     * @return the time, to the precision of the JVM's clocks
     * @throws IllegalStateException if all listeners and observers of the call are untimed
     */
    Instant started();
}
