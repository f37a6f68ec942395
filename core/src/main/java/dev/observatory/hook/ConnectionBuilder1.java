package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A builder that connects an observer of one value with options.
 *
 * @param <T> the type of the value
 */
public final class ConnectionBuilder1<T extends @Nullable Object>
        extends ConnectionBuilder<Consumer<T>, ConnectionBuilder1<T>> {

    ConnectionBuilder1(Hook<Consumer<T>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that match a condition. An exception of the condition counts as a failure of the
     * observer.
     *
     * @param condition tested on the emitter's thread, once per emission
     * @return this builder
     */
    public ConnectionBuilder1<T> filter(Predicate<? super T> condition) {
        addFilter(requireNonNull(condition, "condition"));
        return this;
    }

    @Override
    ConnectionBuilder1<T> self() {
        return this;
    }
}
