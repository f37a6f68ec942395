package dev.observatory.hook;

/**
 * A policy that defines what an emission does when an observer throws.
 *
 * <p>{@link #COLLECT} and {@link #FAIL_FAST} rethrow a {@link VirtualMachineError} at once, unwrapped and
 * without calling the remaining observers, because the JVM may be unable to continue.
 */
public enum ErrorPolicy {
    /** The default: all observers are called; then one {@link EventHookException} with all failures is thrown to the emitter. */
    COLLECT,

    /** The first failure ends the emission; an {@link EventHookException} with it is thrown to the emitter. */
    FAIL_FAST,

    /**
     * All observers are called, and no failure reaches the emitter, whatever was thrown: each is reported to
     * {@link ObserverErrors}. Woven events and attributes always use this policy.
     */
    ISOLATE
}
