package dev.observatory.hook;

/**
 * One open pause of a hook. The hook emits again when all its pauses are closed.
 *
 * <p>The emissions that were kept are delivered by the call that closes the last pause, on its thread. Failures of observers
 * are thrown from that call after everything was delivered. A {@link VirtualMachineError} ends the delivery at once; the
 * remaining emissions are dropped. Safe from any thread.
 */
public interface Pause extends AutoCloseable {

    /**
     * Closes this pause. Has no effect if it is already closed.
     *
     * @throws EventHookException if an observer of a kept emission failed and the error policy is not
     *     {@link ErrorPolicy#ISOLATE}
     */
    @Override
    void close();
}
