package dev.observatory.hook;

/**
 * A guard that replaces an observer in an emission in progress: calls it only if its connection is still open.
 *
 * @param <L> the type of the observers
 */
interface OpenCheck<L> {
    /** Returns the guarded observer, connected or not. */
    L observer();

    /** Returns the observer itself, whether it is guarded or not. */
    @SuppressWarnings("unchecked") // a guard of an L guards an L
    static <L> L unwrap(L observer) {
        return observer instanceof OpenCheck<?> guard ? (L) guard.observer() : observer;
    }
}
