package dev.observatory.listen;

import dev.observatory.event.EventPoint;
import dev.observatory.event.ProgressData;
import org.jspecify.annotations.Nullable;

/**
 * A listener that follows calls as a whole, with state for each call.
 *
 * <pre>{@code
 * class Timing implements CallListener<Long> {
 *     public Long onStart(CallStart call) {
 *         return System.nanoTime();
 *     }
 *
 *     public void onEnd(CallEnd call, Long start) {
 *         System.out.println(call.event().name() + " " + call.outcome() + " after " + (System.nanoTime() - start) + " ns");
 *     }
 * }
 * }</pre>
 *
 * <p><b>Order.</b> For each call: {@code onStart}, then any number of {@code onProgress}, then {@code onEnd} exactly once;
 * {@code onReturn} comes in between, when the method returns or throws. Of several listeners, {@code onStart} is called in their
 * {@linkplain ListenerOptions#order order}, {@code onReturn} and {@code onEnd} in reverse. A call's listeners surround its observers:
 * {@code onStart} is called before about_to_run is emitted, {@code onEnd} after exited.
 *
 * <p><b>Threads.</b> {@code onStart} and {@code onReturn} are called on the thread that makes the call: what one binds to the thread the
 * other can remove. {@code onEnd} is called there too, or on the thread that completes the asynchronous result; {@code onProgress} on any
 * thread, and {@code onAttach} on threads that work for the call. For one call, what happens in one method is visible in the methods that are called later, except that {@code onProgress} may run
 * beside {@code onReturn}.
 *
 * <p><b>Failures.</b> What a listener throws goes to {@link dev.observatory.hook.ObserverErrors} and never to the program or to another
 * listener. If {@code onStart} throws, the listener is not called for that call any more.
 *
 * <p><b>Calls inside.</b> Calls that a listener itself makes on its thread have no listeners. Calls that observers make have.
 *
 * <p>Methods without a listener are not affected by the listeners of others.
 *
 * @param <S> the type of the state of one call
 */
public interface CallListener<S extends @Nullable Object> {

    /**
     * Returns the listener of the calls of one event, which may keep what it needs to know about the event. Called once for each selected
     * event, on any thread; more often if several threads use an event first at the same time.
     *
     * @param event the event
     * @return the listener; by default this one
     */
    default CallListener<S> forEvent(EventPoint event) {
        return this;
    }

    /**
     * Called before the method runs.
     *
     * @param call the call
     * @return the state that is passed to the other methods; null if they are not to be called for this call
     */
    @Nullable
    S onStart(CallStart call);

    /**
     * Called when the method has returned or thrown, on the thread that made the call; for a synchronous call just before
     * {@link #onEnd}. Not called if another thread has ended the call before, as {@link dev.observatory.event.EventCall} allows.
     *
     * @param call the call, whose result may still be in progress
     * @param state returned by {@link #onStart}
     */
    default void onReturn(CallReturn call, S state) {}

    /**
     * Called when the method reports progress, on a thread that makes progress.
     *
     * @param progress the progress
     * @param state returned by {@link #onStart}
     */
    default void onProgress(ProgressData progress, S state) {}

    /**
     * Called when another thread begins to work for the call, on that thread: through {@link CallContext}, or to end the call when its
     * asynchronous result has completed. Any number of threads may do so at the same time, also after the call has ended.
     *
     * @param call the call
     * @param state returned by {@link #onStart}
     * @return called on the same thread when it stops working for the call; null for nothing
     */
    default @Nullable Runnable onAttach(CallStart call, S state) {
        return null;
    }

    /**
     * Called once when the call has ended: when the method has returned or thrown, or when the asynchronous result that it returned has
     * completed, on the thread that completes it.
     *
     * @param call the call
     * @param state returned by {@link #onStart}
     */
    void onEnd(CallEnd call, S state);
}
