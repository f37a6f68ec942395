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
public final class Connecting2<A extends @Nullable Object, B extends @Nullable Object>
        extends Connecting<BiConsumer<A, B>, Connecting2<A, B>> {

    Connecting2(Hook<BiConsumer<A, B>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that meet a condition. What the condition throws counts as the observer's failure.
     *
     * @param condition asked on the emitter's thread
     * @return these options
     */
    public Connecting2<A, B> filter(BiPredicate<? super A, ? super B> condition) {
        addFilter(requireNonNull(condition, "condition"));
        return this;
    }

    @Override
    Connecting2<A, B> self() {
        return this;
    }
}
