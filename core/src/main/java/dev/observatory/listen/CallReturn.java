package dev.observatory.listen;

/** A call whose method has returned or thrown. Safe from any thread. */
public interface CallReturn extends CallStart {

    /**
     * Returns whether the call goes on although the method has returned, since its result is still in progress.
     *
     * @return false if {@link CallListener#onEnd} follows at once
     */
    boolean isPending();
}
