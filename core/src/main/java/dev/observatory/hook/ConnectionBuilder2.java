package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Connects an observer of two values with options.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 */
public final class ConnectionBuilder2<A extends @Nullable Object, B extends @Nullable Object>
        extends ConnectionBuilder<BiConsumer<A, B>, ConnectionBuilder2<A, B>> {

    ConnectionBuilder2(Hook<BiConsumer<A, B>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that meet a condition. What the condition throws counts as the observer's failure.
     *
     * @param condition asked on the emitter's thread
     * @return these options
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
