package dev.observatory.event;

import static java.util.Objects.requireNonNull;

/**
 * The loop that a {@link ProgressData} is about, the same in all of its reports.
 *
 * @param callId the number of the call that makes progress, as in {@link EventData#callId()}; 0 for a {@link ProgressTracker}
 * @param parentId the number of the observed call around it, as in {@link EventData#parentId()}; 0 if there is none
 * @param loopId a positive number that distinguishes the loops of a call, unique in this JVM; 0 for explicit reports
 * @param outerLoopId the number of the loop of the same call inside which this one runs: the latest one before it that began on the same
 *     thread and is still in progress, as is one that was left early; 0 if there is none. Counters have no loops inside them
 * @param label what the loop does; the name of the event unless {@link ProgressOptions} state it
 * @param unit what the items are, such as {@code files}; empty unless {@link ProgressOptions} state it
 */
public record ProgressSource(long callId, long parentId, long loopId, long outerLoopId, String label, String unit) {

    /**
     * Checks the components.
     *
     * @param callId the number of the call
     * @param parentId the number of the call around it
     * @param loopId the number of the loop
     * @param outerLoopId the number of the loop around it
     * @param label what the loop does
     * @param unit what the items are
     * @throws NullPointerException if {@code label} or {@code unit} is null
     */
    public ProgressSource {
        requireNonNull(label, "label");
        requireNonNull(unit, "unit");
    }
}
