package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Connects an observer of three values with options.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 */
public final class ConnectionBuilder3<
                A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
        extends ConnectionBuilder<TriConsumer<A, B, C>, ConnectionBuilder3<A, B, C>> {

    ConnectionBuilder3(Hook<TriConsumer<A, B, C>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that meet a condition. What the condition throws counts as the observer's failure.
     *
     * @param condition asked on the emitter's thread
     * @return these options
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
