package dev.observatory.hook;

/**
 * One open pause of a hook. The hook emits again when all its pauses are closed.
 *
 * <p>What was kept meanwhile is delivered by the call that closes the last pause, on its thread; observers that fail then
 * fail that call, after everything was delivered. A {@link VirtualMachineError} ends the delivery at once; the rest is
 * lost.
 */
public interface Pause extends AutoCloseable {

    /**
     * Ends this pause; does nothing when it has ended already.
     *
     * @throws EventHookException if observers of what was kept failed and the hook's policy says so
     */
    @Override
    void close();
}
