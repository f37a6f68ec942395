package dev.observatory.hook;

import org.jspecify.annotations.Nullable;

/** One emission with its values, independent of their number, so that it can be delivered later or filtered. */
interface Emission<L> {
    /** Calls an observer with the values. */
    void deliverTo(L observer);

    /** Returns whether the values pass a filter, which must be a predicate of the same number of values. */
    boolean matches(Object filter);

    /** Returns whether the emission continues to an ancestor of its hook. */
    default boolean propagatesTo(Hook<L> level) {
        return true;
    }

    /** Returns what a connection of its hook is to receive: by default this emission; null if nothing. */
    default @Nullable Emission<L> partFor(Connection<L> connection) {
        return this;
    }
}
