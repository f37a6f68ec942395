package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * A node whose value is set from outside the graph.
 *
 * @param <T> the type of the value, boxed
 */
abstract sealed class Source<T extends @Nullable Object> extends Node<T>
        permits Value, IntValue, LongValue, DoubleValue, HookValue {
    Source(Engine engine) {
        super(engine, 0);
    }

    /** Returns whether a batch is changing the value; lock-free readers check this after they have read it. */
    final boolean isLoggedAcquire() {
        return ((int) FLAGS.getAcquire(this) & LOGGED) != 0;
    }
}
