package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A builder that connects an observer of three values with options.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 */
public final class ConnectionBuilder3<
                A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
        extends ConnectionBuilder<TriConsumer<A, B, C>, ConnectionBuilder3<A, B, C>> {

    ConnectionBuilder3(Hook<TriConsumer<A, B, C>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that match a condition. An exception of the condition counts as a failure of the
     * observer.
     *
     * @param condition tested on the emitter's thread, once per emission
     * @return this builder
     */
    public ConnectionBuilder3<A, B, C> filter(TriPredicate<? super A, ? super B, ? super C> condition) {
        addFilter(requireNonNull(condition, "condition"));
        return this;
    }

    @Override
    ConnectionBuilder3<A, B, C> self() {
        return this;
    }
}
