package dev.observatory.hook;

/**
 * Stands in an emission under way for an observer that may be closed before its turn: looks whether it still is connected.
 *
 * @param <L> the type of the observers
 */
interface OpenCheck<L> {
    /** Whom it stands for, connected or not. */
    L observer();

    /** The observer itself, whether it is guarded or not. */
    @SuppressWarnings("unchecked") // a guard of an L stands for an L
    static <L> L bare(L observer) {
        return observer instanceof OpenCheck<?> guard ? (L) guard.observer() : observer;
    }
}
