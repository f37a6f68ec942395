package dev.observatory.agent.serve;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the agent does for those who talk to it. Safe from any thread. */
public interface AgentService {
    /**
     * The version of the agent that is at work.
     *
     * @return as in its jar
     */
    String version();

    /**
     * What is to be said of the agent and its JVM.
     *
     * @return facts by name, in the order in which they are to be told
     */
    Map<String, String> facts();

    /**
     * Everything that is woven or skipped.
     *
     * @return by class
     */
    List<ClassStatus> classes();

    /**
     * What of some arguments cannot be understood.
     *
     * @param arguments as for {@code -javaagent}
     * @return a line each
     */
    List<String> complaintsOf(String arguments);

    /**
     * Weaves what is tagged or meant, loaded classes included.
     *
     * @param arguments as for {@code -javaagent}
     * @return what came of it
     */
    Woven weave(String arguments);

    /**
     * Weaves what somebody wants to watch and tells it, until the watch is closed.
     *
     * @param request what
     * @param feed told on the program's threads
     * @return the watch
     * @throws IllegalArgumentException if a pattern or a name cannot be understood; the message says why
     */
    Watching watch(WatchRequest request, Feed feed);

    /**
     * Watches calls without values.
     *
     * @param methods patterns of methods; empty for all that are woven
     * @param timings told on the program's threads
     * @return the watch
     * @throws IllegalArgumentException if a pattern cannot be understood; the message says why
     */
    Watching time(List<String> methods, Timings timings);

    /**
     * Names of loaded classes, the nearest to a pattern first.
     *
     * @param pattern that meant nothing
     * @return a few
     */
    List<String> nearest(String pattern);

    /**
     * Tells whether the agent has nothing to do.
     *
     * @return true if nothing was asked of it yet
     */
    boolean isIdle();

    /**
     * Leaves, unless it was there from the start, something was woven to stay, or somebody watches. Whoever only watches calls this at
     * the end: the last of them takes the agent out again.
     */
    void leaveIfUnused();

    /**
     * Brings all classes back to what they were, and leaves.
     *
     * @return what was brought back
     */
    Reverted detach();

    /**
     * One class of the report.
     *
     * @param name its binary name
     * @param loader what its class loader is called
     * @param woven its woven members
     * @param skipped its members that are not woven, with the reasons
     */
    record ClassStatus(String name, String loader, List<String> woven, Map<String, String> skipped) {}

    /**
     * What came of weaving.
     *
     * @param classes how many classes are woven now
     * @param members how many of their members
     * @param millis how long it took
     * @param pauseMillis how long the program stood still at most, meanwhile
     * @param notWoven members or classes that were meant, with the reasons
     * @param complaints what was not understood
     * @param unmet patterns that mean nothing in any loaded class
     */
    record Woven(
            int classes,
            int members,
            long millis,
            long pauseMillis,
            Map<String, String> notWoven,
            List<String> complaints,
            List<String> unmet) {}

    /**
     * What leaving changed.
     *
     * @param classes how many classes are what they were
     * @param kept classes that stay woven, idle, with the reasons
     * @param millis how long it took
     * @param pauseMillis how long the program stood still at most, meanwhile
     */
    record Reverted(int classes, Map<String, String> kept, long millis, long pauseMillis) {}

    /** A watch that is open. */
    interface Watching extends AutoCloseable {
        /**
         * What came of weaving it.
         *
         * @return the outcome of what this watch means, of members only
         */
        Woven woven();

        @Override
        void close();
    }

    /** Where watched events go. */
    interface Feed {
        /**
         * Asked before an event is turned into text.
         *
         * @return whether anybody will want it; if so, {@link #tell} follows
         */
        boolean wants();

        /**
         * Tells an event.
         *
         * @param event names and values in turn; null if it could not be turned into text
         */
        void tell(@Nullable List<String> event);
    }

    /** Where timings go. */
    interface Timings {
        /**
         * Tells that a call has ended.
         *
         * @param method class and method
         * @param nanos how long it took
         * @param crashed whether it threw
         */
        void ended(String method, long nanos, boolean crashed);
    }
}
