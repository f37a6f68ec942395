package dev.observatory.agent.serve;

import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.WatchEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** The operations that the agent offers to the command line. Safe from any thread. */
public interface AgentService {
    /**
     * Returns the version of this agent.
     *
     * @return as in its jar
     */
    String version();

    /**
     * Returns facts about the agent and its JVM.
     *
     * @return the facts by name, in the order in which they are shown
     */
    Map<String, String> facts();

    /**
     * Returns everything that is woven or skipped.
     *
     * @return by class
     */
    List<Response.ClassStatus> classes();

    /**
     * Checks arguments of the agent.
     *
     * @param arguments as for {@code -javaagent}
     * @return one line for each error; empty if the arguments are valid
     */
    List<String> configurationErrors(String arguments);

    /**
     * Weaves annotated and matching members, those of loaded classes included.
     *
     * @param arguments as for {@code -javaagent}
     * @return the outcome
     */
    WeaveOutcome weave(String arguments);

    /**
     * Weaves matching members and sends their events to a sink until the watch is closed.
     *
     * @param request what to watch
     * @param sink receives the events on the program's threads
     * @return the watch
     * @throws IllegalArgumentException if a pattern or a name is invalid; the message says why
     */
    WatchHandle watch(Request.Watch request, EventSink sink);

    /**
     * Weaves matching methods, and counts and times their calls until the watch is closed.
     *
     * @param request which methods
     * @param sink receives what counts the calls of each method
     * @return the watch
     * @throws IllegalArgumentException if a pattern is invalid; the message says why
     */
    WatchHandle timeCalls(Request.Top request, TimingSink sink);

    /**
     * Returns names of loaded classes or members that are similar to a pattern.
     *
     * @param pattern a pattern that matches nothing
     * @param loader the class loader to which the request is limited; empty for any
     * @return a few names, and what is known of the reason
     */
    Suggestions suggestions(String pattern, String loader);

    /**
     * Returns whether nothing was requested of this agent since it was loaded.
     *
     * @return false if anything is woven, or will be when it is loaded
     */
    boolean isIdle();

    /**
     * Detaches the agent unless it was started with the JVM, something was woven to stay, or a watch is open. Called at the end of each
     * watch, so that the last one detaches the agent.
     */
    void detachIfUnused();

    /**
     * Reverts all classes and detaches the agent.
     *
     * @return the outcome
     */
    DetachOutcome detach();

    /**
     * Suggestions for a pattern that matches nothing.
     *
     * @param names names of loaded classes or members, the most similar first
     * @param hint why it matches nothing and what would match, as sentences; empty if nothing is known but the names
     */
    record Suggestions(List<String> names, String hint) {}

    /**
     * The outcome of weaving.
     *
     * @param classes the number of woven classes
     * @param members the number of woven members
     * @param millis how long weaving took, in milliseconds
     * @param longestPauseMillis the longest time for which the program was paused meanwhile, in milliseconds
     * @param notWoven what was matched and is not woven
     * @param configurationErrors the arguments that were ignored
     * @param unmatchedPatterns the patterns that match nothing in any loaded class
     * @param ambiguousClasses the class loaders of woven classes, by names that several of these have
     */
    record WeaveOutcome(
            int classes,
            int members,
            long millis,
            long longestPauseMillis,
            NotWoven notWoven,
            List<String> configurationErrors,
            List<String> unmatchedPatterns,
            Map<String, List<String>> ambiguousClasses) {
        /**
         * What was matched and is not woven.
         *
         * @param skipped the reasons by the members or classes that cannot be woven
         * @param overLimit the number of other members, which are not woven because patterns select too many
         * @param limit the reason for these; empty if there are none
         */
        public record NotWoven(Map<String, String> skipped, int overLimit, String limit) {}
    }

    /**
     * The outcome of detaching.
     *
     * @param classes the number of reverted classes
     * @param kept the reasons by the classes that stay woven, inactive
     * @param millis how long it took, in milliseconds
     * @param longestPauseMillis the longest time for which the program was paused meanwhile, in milliseconds
     */
    record DetachOutcome(int classes, Map<String, String> kept, long millis, long longestPauseMillis) {}

    /** A watch that is open. */
    interface WatchHandle extends AutoCloseable {
        /**
         * Returns the outcome of weaving for this watch.
         *
         * @return the outcome, limited to the members that the watch matches
         */
        WeaveOutcome outcome();

        /** Ends the watch and reverts what only it matched. */
        @Override
        void close();
    }

    /** Receives the events of a watch, on the program's threads, in two steps so that an event that is not needed is never encoded. */
    interface EventSink {
        /**
         * Counts an event and decides whether it is encoded.
         *
         * @return whether {@link #deliver} must follow
         */
        boolean admit();

        /**
         * Delivers an admitted event.
         *
         * @param event the event; null if it could not be encoded
         */
        void deliver(@Nullable WatchEvent event);
    }

    /** Receives the counts of methods that are timed. */
    interface TimingSink {
        /**
         * Called once for each method of each class, when it is about to be counted.
         *
         * @param method class and method
         * @param loader the name of the class loader of the class
         * @param counts its calls
         */
        void add(String method, String loader, CallCounts counts);
    }

    /** The calls of a method up to now. Safe from any thread. */
    interface CallCounts {
        /**
         * Returns how many calls have ended.
         *
         * @return the number
         */
        long calls();

        /**
         * Returns how many calls have ended by an exception.
         *
         * @return the number
         */
        long errors();

        /**
         * Returns the sum of the durations.
         *
         * @return the sum in nanoseconds
         */
        long totalNanos();

        /**
         * Returns the longest duration.
         *
         * @return the duration in nanoseconds
         */
        long maxNanos();

        /**
         * Returns how many calls took how long.
         *
         * @return the number of calls by the longest duration of a bucket
         */
        NavigableMap<Duration, Long> histogram();
    }
}
