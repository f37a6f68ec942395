package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * A node whose value comes from outside.
 *
 * @param <T> the type of the value, boxed
 */
abstract sealed class Source<T extends @Nullable Object> extends Node<T>
        permits Value, IntValue, LongValue, DoubleValue, HookValue {
    Source(Engine engine) {
        super(engine, 0);
    }

    /** Whether a batch is changing the value; whoever has read it without the lock looks at this afterwards. */
    final boolean isLoggedAcquire() {
        return ((int) FLAGS.getAcquire(this) & LOGGED) != 0;
    }
}
