package dev.observatory.hook;

/**
 * What an emission does when an observer throws.
 *
 * <p>{@link #COLLECT} and {@link #FAIL_FAST} rethrow a {@link VirtualMachineError} at once and unwrapped: the JVM is
 * in trouble, and no later observer should run.
 */
public enum ErrorPolicy {
    /** Every observer runs; then one {@link EventHookException} carries all failures to the emitter. */
    COLLECT,

    /** The first failure ends the emission; an {@link EventHookException} carries it to the emitter. */
    FAIL_FAST,

    /**
     * Every observer runs and the emitter never notices a failure, whatever was thrown: it goes to
     * {@link ObserverErrors}. Woven events and attributes always use this policy.
     */
    ISOLATE
}
