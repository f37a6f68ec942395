package dev.observatory.hook;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The turns of a hook's connections for one emission, which leave the hook before their observer is called: by this an observer can
 * be disconnected until its call begins. Holds the turns weakly, since an executor may drop them. Safe from any thread.
 */
final class WaitingTurns<L> {
    private final Map<Reference<?>, WeakReference<WaitingTurn<L>>> waiting = new ConcurrentHashMap<>();
    private final ReferenceQueue<WaitingTurn<L>> collected = new ReferenceQueue<>();

    /** Adds a turn, to be removed before its call begins; returns the reference to remove it by. */
    WeakReference<WaitingTurn<L>> add(WaitingTurn<L> turn) {
        for (Reference<?> lost = collected.poll(); lost != null; lost = collected.poll()) {
            waiting.remove(lost);
        }
        WeakReference<WaitingTurn<L>> reference = new WeakReference<>(turn, collected);
        waiting.put(reference, reference);
        return reference;
    }

    void remove(Reference<?> reference) {
        waiting.remove(reference);
    }

    /** Drops the turns of an observer; returns whether there was any. */
    boolean drop(L observer) {
        boolean dropped = false;
        for (WeakReference<WaitingTurn<L>> reference : waiting.values()) {
            WaitingTurn<L> turn = reference.get();
            if (turn != null && turn.onlyObserver() == observer) {
                turn.connection.close();
                turn.drop();
                dropped = true;
            }
        }
        return dropped;
    }

    void dropAll() {
        for (WeakReference<WaitingTurn<L>> reference : waiting.values()) {
            WaitingTurn<L> turn = reference.get();
            if (turn != null) {
                turn.connection.close();
                turn.drop();
            }
        }
    }
}
