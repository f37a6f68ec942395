package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A builder that connects an observer of two values with options.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 */
public final class ConnectionBuilder2<A extends @Nullable Object, B extends @Nullable Object>
        extends ConnectionBuilder<BiConsumer<A, B>, ConnectionBuilder2<A, B>> {

    ConnectionBuilder2(Hook<BiConsumer<A, B>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that match a condition. An exception of the condition counts as a failure of the
     * observer.
     *
     * @param condition tested on the emitter's thread, once per emission
     * @return this builder
     */
    public ConnectionBuilder2<A, B> filter(BiPredicate<? super A, ? super B> condition) {
        addFilter(requireNonNull(condition, "condition"));
        return this;
    }

    @Override
    ConnectionBuilder2<A, B> self() {
        return this;
    }
}
