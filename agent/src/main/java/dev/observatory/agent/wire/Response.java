package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.util.List;
import java.util.Map;

/** A message from the agent to the command line. An answer is any number of them; the last is {@link End} or {@link Refused}. */
public sealed interface Response extends Message
        permits WatchEvent,
                MethodTable,
                Response.StatusFact,
                Response.ClassStatus,
                Response.UnmatchedPattern,
                Response.ConfigurationError,
                Response.SkippedMember,
                Response.OverLimit,
                Response.AmbiguousClass,
                Response.WeavingResult,
                Response.WatchCounts,
                Response.KeptClass,
                Response.DetachResult,
                Response.End,
                Response.Refused {
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
            case UnmatchedPattern.KIND -> new UnmatchedPattern(in.readText(), in.readTexts(), in.readText());
            case ConfigurationError.KIND -> new ConfigurationError(in.readText());
            case SkippedMember.KIND -> new SkippedMember(in.readText(), in.readText());
            case OverLimit.KIND -> new OverLimit(in.readInt("members"), in.readText());
            case AmbiguousClass.KIND -> new AmbiguousClass(in.readText(), in.readTexts());
            case WeavingResult.KIND -> WeavingResult.read(in);
            case WatchEvent.BeginEvent.KIND, WatchEvent.CallEvent.KIND, WatchEvent.AssignmentEvent.KIND ->
                WatchEvent.decode(kind, in);
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
     * @param hint why it matches nothing and what would match, as sentences; empty if nothing is known but its name
     */
    record UnmatchedPattern(String pattern, List<String> suggestions, String hint) implements Response {
        static final String KIND = "unmatched";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeText(pattern);
            out.writeTexts(suggestions);
            out.writeText(hint);
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
     * Matched members that are not woven because patterns select too many.
     *
     * @param members their number
     * @param reason the limit
     */
    record OverLimit(int members, String reason) implements Response {
        static final String KIND = "over-limit";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeInt(members);
            out.writeText(reason);
        }
    }

    /**
     * A name that matched classes of several class loaders have.
     *
     * @param name the binary name of the classes
     * @param loaders the names of their class loaders
     */
    record AmbiguousClass(String name, List<String> loaders) implements Response {
        static final String KIND = "ambiguous";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeText(name);
            out.writeTexts(loaders);
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
