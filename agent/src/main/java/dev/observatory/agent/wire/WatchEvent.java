package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of the program, created on the thread it happened on; holds text and numbers only, no object of the program. */
public sealed interface WatchEvent extends Response {
    /** The memory that an object occupies beside its content: a text, an entry of a map. */
    int OBJECT_BYTES = 48;

    /**
     * Decodes an event.
     *
     * @param kind the kind of the message, as it was received
     * @param in positioned at the first field
     * @return the event
     * @throws ProtocolException if there is no such kind, or a field is missing or invalid
     */
    static WatchEvent decode(String kind, FieldReader in) throws ProtocolException {
        return switch (kind) {
            case BeginEvent.KIND -> BeginEvent.read(in);
            case CallEvent.KIND -> CallEvent.read(in);
            case AssignmentEvent.KIND -> AssignmentEvent.read(in);
            default -> throw new ProtocolException("Event [" + in.kind() + "] is unknown");
        };
    }

    /**
     * Returns the class that declares the method or the field.
     *
     * @return its binary name; empty if the event has no method
     */
    String className();

    /**
     * Returns the class loader of that class.
     *
     * @return a name that no other class loader of the program has; empty if the event has no method
     */
    String loader();

    /**
     * Returns the memory that the texts of the event occupy at most.
     *
     * @return a number of bytes
     */
    int heapBytes();

    private static long heapBytesOf(@Nullable String text) {
        return text == null ? 0 : OBJECT_BYTES + 2L * text.length();
    }

    private static long heapBytesOf(Map<String, String> texts) {
        long bytes = OBJECT_BYTES;
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            bytes += OBJECT_BYTES + heapBytesOf(entry.getKey()) + heapBytesOf(entry.getValue());
        }
        return bytes;
    }

    private static int limited(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /**
     * Where a call takes place.
     *
     * @param time when the event happened, in milliseconds since the epoch
     * @param thread the name of the thread of the call
     * @param depth the number of observed calls around the call
     * @param className the class that declares the method; empty if the event has no method
     * @param loader the class loader of that class
     * @param method the method with the types of its parameters, or the name of the event
     * @param callId the number of the call
     */
    record Site(long time, String thread, int depth, String className, String loader, String method, long callId) {
        static Site read(FieldReader in) throws ProtocolException {
            return new Site(
                    in.readLong("time"),
                    in.readText(),
                    in.readInt("depth"),
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    in.readLong("callId"));
        }

        void writeTo(FieldWriter out) throws ProtocolException {
            out.writeLong(time);
            out.writeText(thread);
            out.writeInt(depth);
            out.writeText(className);
            out.writeText(loader);
            out.writeText(method);
            out.writeLong(callId);
        }
    }

    /**
     * A call that begins.
     *
     * @param site where it takes place
     * @param arguments its arguments by parameter; empty unless requested
     */
    record BeginEvent(Site site, Map<String, String> arguments) implements WatchEvent {
        static final String KIND = "begin";

        static BeginEvent read(FieldReader in) throws ProtocolException {
            return new BeginEvent(Site.read(in), in.readTextMap());
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String className() {
            return site.className;
        }

        @Override
        public String loader() {
            return site.loader;
        }

        @Override
        public int heapBytes() {
            return limited(3 * OBJECT_BYTES + heapBytesOf(site.thread) + heapBytesOf(arguments));
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            site.writeTo(out);
            out.writeTextMap(arguments);
        }
    }

    /**
     * A call that has ended.
     *
     * @param site where it took place
     * @param nanos its duration
     * @param arguments its arguments by parameter as they were when it began; empty unless requested
     * @param argumentsAfter its arguments by parameter as they were when it ended; empty unless requested
     * @param exception the class of the exception it threw; null if it returned
     * @param message the text of that exception; null unless requested
     * @param result what it returned; null if it threw, returns nothing, or its result was not requested
     * @param tags its tags by key; empty unless requested
     */
    record CallEvent(
            Site site,
            long nanos,
            Map<String, String> arguments,
            Map<String, String> argumentsAfter,
            @Nullable String exception,
            @Nullable String message,
            @Nullable String result,
            Map<String, String> tags)
            implements WatchEvent {
        static final String KIND = "call";

        static CallEvent read(FieldReader in) throws ProtocolException {
            return new CallEvent(
                    Site.read(in),
                    in.readLong("nanos"),
                    in.readTextMap(),
                    in.readTextMap(),
                    in.readOptionalText(),
                    in.readOptionalText(),
                    in.readOptionalText(),
                    in.readTextMap());
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String className() {
            return site.className;
        }

        @Override
        public String loader() {
            return site.loader;
        }

        @Override
        public int heapBytes() {
            return limited(3 * OBJECT_BYTES
                    + heapBytesOf(site.thread)
                    + heapBytesOf(arguments)
                    + heapBytesOf(argumentsAfter)
                    + heapBytesOf(message)
                    + heapBytesOf(result)
                    + heapBytesOf(tags));
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            site.writeTo(out);
            out.writeLong(nanos);
            out.writeTextMap(arguments);
            out.writeTextMap(argumentsAfter);
            out.writeOptionalText(exception);
            out.writeOptionalText(message);
            out.writeOptionalText(result);
            out.writeTextMap(tags);
        }
    }

    /**
     * An assignment of a field.
     *
     * @param time when it happened, in milliseconds since the epoch
     * @param thread the name of its thread
     * @param className the class that declares the field
     * @param loader the class loader of that class
     * @param field the name of the field
     * @param oldValue the value before the assignment
     * @param newValue the value after the assignment
     */
    record AssignmentEvent(
            long time, String thread, String className, String loader, String field, String oldValue, String newValue)
            implements WatchEvent {
        static final String KIND = "assignment";

        static AssignmentEvent read(FieldReader in) throws ProtocolException {
            return new AssignmentEvent(
                    in.readLong("time"),
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    in.readText(),
                    in.readText());
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public int heapBytes() {
            return limited(2 * OBJECT_BYTES + heapBytesOf(thread) + heapBytesOf(oldValue) + heapBytesOf(newValue));
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeLong(time);
            out.writeText(thread);
            out.writeText(className);
            out.writeText(loader);
            out.writeText(field);
            out.writeText(oldValue);
            out.writeText(newValue);
        }
    }
}
