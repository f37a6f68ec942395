package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message from the agent to the command line. An answer is any number of them; the last is {@link End} or {@link Refused}. */
public sealed interface Response extends Message {
    /** The memory that an object occupies beside its content: a text, an entry of a map. */
    int OBJECT_BYTES = 48;

    /**
     * Decodes a response.
     *
     * @param kind the kind of the message, as it was received
     * @param in positioned at the first field
     * @return the message
     * @throws ProtocolException if there is no such kind, or a field is missing or invalid
     */
    static Response decode(String kind, FieldReader in) throws ProtocolException {
        return switch (kind) {
            case StatusFact.KIND -> new StatusFact(in.readText(), in.readText());
            case ClassStatus.KIND -> new ClassStatus(in.readText(), in.readText(), in.readTexts(), in.readTextMap());
            case UnmatchedPattern.KIND -> new UnmatchedPattern(in.readText(), in.readTexts());
            case ConfigurationError.KIND -> new ConfigurationError(in.readText());
            case SkippedMember.KIND -> new SkippedMember(in.readText(), in.readText());
            case WeavingResult.KIND -> WeavingResult.read(in);
            case CallEvent.KIND -> CallEvent.read(in);
            case AssignmentEvent.KIND -> AssignmentEvent.read(in);
            case WatchCounts.KIND -> WatchCounts.read(in);
            case MethodTable.KIND -> MethodTable.read(in);
            case KeptClass.KIND -> new KeptClass(in.readText(), in.readText());
            case DetachResult.KIND ->
                new DetachResult(in.readInt("classes"), in.readLong("millis"), in.readLong("longestPauseMillis"));
            case End.KIND -> new End();
            case Refused.KIND -> new Refused(in.readText());
            default -> throw new ProtocolException("Response [" + in.kind() + "] is unknown");
        };
    }

    /**
     * A fact about the agent and its JVM.
     *
     * @param name the name of the fact
     * @param value its value; may be empty
     */
    record StatusFact(String name, String value) implements Response {
        static final String KIND = "fact";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeText(name);
            out.writeText(value);
        }
    }

    /**
     * A class of which members are woven or skipped.
     *
     * @param name its binary name
     * @param loader the name of its class loader
     * @param woven its woven members
     * @param skipped the reasons by the members that are not woven
     */
    record ClassStatus(String name, String loader, List<String> woven, Map<String, String> skipped)
            implements Response {
        static final String KIND = "class";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeText(name);
            out.writeText(loader);
            out.writeTexts(woven);
            out.writeTextMap(skipped);
        }
    }

    /**
     * A pattern that matches no member of a loaded class.
     *
     * @param pattern the pattern
     * @param suggestions names of loaded classes or members, the most similar first
     */
    record UnmatchedPattern(String pattern, List<String> suggestions) implements Response {
        static final String KIND = "unmatched";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeText(pattern);
            out.writeTexts(suggestions);
        }
    }

    /**
     * A setting that was ignored.
     *
     * @param description the setting, the reason and the next step
     */
    record ConfigurationError(String description) implements Response {
        static final String KIND = "configuration-error";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeText(description);
        }
    }

    /**
     * A matched member that is not woven.
     *
     * @param member class and member
     * @param reason why it is not woven
     */
    record SkippedMember(String member, String reason) implements Response {
        static final String KIND = "skipped";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeText(member);
            out.writeText(reason);
        }
    }

    /**
     * The outcome of weaving; follows the messages about patterns, settings and skipped members.
     *
     * @param classes the number of woven classes
     * @param members the number of woven members
     * @param millis how long weaving took, in milliseconds
     * @param longestPauseMillis the longest time for which the program was paused meanwhile, in milliseconds
     */
    record WeavingResult(int classes, int members, long millis, long longestPauseMillis) implements Response {
        static final String KIND = "woven";

        static WeavingResult read(FieldReader in) throws ProtocolException {
            return new WeavingResult(
                    in.readInt("classes"),
                    in.readInt("members"),
                    in.readLong("millis"),
                    in.readLong("longestPauseMillis"));
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeInt(classes);
            out.writeInt(members);
            out.writeLong(millis);
            out.writeLong(longestPauseMillis);
        }
    }

    /** An event of the program, created on the thread it happened on; holds text and numbers only, no object of the program. */
    sealed interface Event extends Response {
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
    }

    /**
     * A call that has ended.
     *
     * @param time when it ended, in milliseconds since the epoch
     * @param thread the name of its thread
     * @param depth the number of observed calls around it
     * @param className the class that declares the method; empty if the event has no method
     * @param method the method with the types of its parameters, or the name of the event
     * @param nanos its duration
     * @param arguments its arguments by parameter; empty unless requested
     * @param exception the class of the exception it threw; null if it returned
     * @param message the text of that exception; null unless requested
     * @param result what it returned; null if it threw, returns nothing, or its result was not requested
     * @param tags its tags by key; empty unless requested
     */
    record CallEvent(
            long time,
            String thread,
            int depth,
            String className,
            String method,
            long nanos,
            Map<String, String> arguments,
            @Nullable String exception,
            @Nullable String message,
            @Nullable String result,
            Map<String, String> tags)
            implements Event {
        static final String KIND = "call";

        static CallEvent read(FieldReader in) throws ProtocolException {
            return new CallEvent(
                    in.readLong("time"),
                    in.readText(),
                    in.readInt("depth"),
                    in.readText(),
                    in.readText(),
                    in.readLong("nanos"),
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
        public int heapBytes() {
            return Event.limited(2 * OBJECT_BYTES
                    + Event.heapBytesOf(thread)
                    + Event.heapBytesOf(arguments)
                    + Event.heapBytesOf(message)
                    + Event.heapBytesOf(result)
                    + Event.heapBytesOf(tags));
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeLong(time);
            out.writeText(thread);
            out.writeInt(depth);
            out.writeText(className);
            out.writeText(method);
            out.writeLong(nanos);
            out.writeTextMap(arguments);
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
     * @param field the name of the field
     * @param oldValue the value before the assignment
     * @param newValue the value after the assignment
     */
    record AssignmentEvent(long time, String thread, String className, String field, String oldValue, String newValue)
            implements Event {
        static final String KIND = "assignment";

        static AssignmentEvent read(FieldReader in) throws ProtocolException {
            return new AssignmentEvent(
                    in.readLong("time"), in.readText(), in.readText(), in.readText(), in.readText(), in.readText());
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public int heapBytes() {
            return Event.limited(2 * OBJECT_BYTES
                    + Event.heapBytesOf(thread)
                    + Event.heapBytesOf(oldValue)
                    + Event.heapBytesOf(newValue));
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeLong(time);
            out.writeText(thread);
            out.writeText(className);
            out.writeText(field);
            out.writeText(oldValue);
            out.writeText(newValue);
        }
    }

    /**
     * The number of events of a watch so far: {@code sent = shown + dropped + heldBack} once it has ended.
     *
     * @param sent how many passed the filters of the watch
     * @param shown how many of them were sent to the command line
     * @param dropped how many of them were dropped because the command line was too slow
     * @param heldBack how many of them exceeded the rate
     */
    record WatchCounts(long sent, long shown, long dropped, long heldBack) implements Response {
        static final String KIND = "counts";

        static WatchCounts read(FieldReader in) throws ProtocolException {
            return new WatchCounts(
                    in.readLong("sent"), in.readLong("shown"), in.readLong("dropped"), in.readLong("heldBack"));
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeLong(sent);
            out.writeLong(shown);
            out.writeLong(dropped);
            out.writeLong(heldBack);
        }
    }

    /**
     * The most called methods.
     *
     * @param nanos the time since the table before it
     * @param rows the methods, the one with the most recent calls first
     */
    record MethodTable(long nanos, List<Row> rows) implements Response {
        static final String KIND = "table";

        /**
         * A method.
         *
         * @param method class and method
         * @param calls the number of its calls
         * @param recentCalls the number of its calls since the table before
         * @param errors the number of its calls that threw
         * @param p50Nanos the median of its durations
         * @param p99Nanos the 99th percentile of its durations
         * @param maxNanos the longest of its durations
         */
        public record Row(
                String method,
                long calls,
                long recentCalls,
                long errors,
                long p50Nanos,
                long p99Nanos,
                long maxNanos) {}

        static MethodTable read(FieldReader in) throws ProtocolException {
            long nanos = in.readLong("nanos");
            int count = in.readCount();
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(new Row(
                        in.readText(),
                        in.readLong("calls"),
                        in.readLong("recentCalls"),
                        in.readLong("errors"),
                        in.readLong("p50Nanos"),
                        in.readLong("p99Nanos"),
                        in.readLong("maxNanos")));
            }
            return new MethodTable(nanos, rows);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeLong(nanos);
            out.writeInt(rows.size());
            for (Row row : rows) {
                out.writeText(row.method);
                out.writeLong(row.calls);
                out.writeLong(row.recentCalls);
                out.writeLong(row.errors);
                out.writeLong(row.p50Nanos);
                out.writeLong(row.p99Nanos);
                out.writeLong(row.maxNanos);
            }
        }
    }

    /**
     * A class that could not be reverted and stays woven, inactive.
     *
     * @param name its binary name
     * @param reason why it was not reverted
     */
    record KeptClass(String name, String reason) implements Response {
        static final String KIND = "kept";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeText(name);
            out.writeText(reason);
        }
    }

    /**
     * The outcome of detaching; follows the {@link KeptClass} messages.
     *
     * @param classes the number of reverted classes
     * @param millis how long it took, in milliseconds
     * @param longestPauseMillis the longest time for which the program was paused meanwhile, in milliseconds
     */
    record DetachResult(int classes, long millis, long longestPauseMillis) implements Response {
        static final String KIND = "reverted";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeInt(classes);
            out.writeLong(millis);
            out.writeLong(longestPauseMillis);
        }
    }

    /** Ends an answer that is complete. */
    record End() implements Response {
        static final String KIND = "end";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) {}
    }

    /**
     * Refuses a request, of which nothing was done.
     *
     * @param reason why, and the next step
     */
    record Refused(String reason) implements Response {
        static final String KIND = "refused";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeText(reason);
        }
    }
}
