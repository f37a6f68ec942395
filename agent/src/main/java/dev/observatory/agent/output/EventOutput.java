package dev.observatory.agent.output;

/**
 * A destination of observed calls and assignments that needs no code in the program; see {@link EventOutputs} for those that exist.
 *
 * <p>All methods are called by the agent, {@link #start} once and before the others, {@link #close} once and last; {@link #status}
 * may be called on any thread of the program. An exception of one output does not affect the others.
 */
interface EventOutput {
    /** Connects to all library instances, or arranges to do so when events are wanted. */
    void start();

    /**
     * Returns what the output does at present.
     *
     * @return one line of text without its end
     */
    String status();

    /** Disconnects from all library instances and releases everything. */
    void close();
}
