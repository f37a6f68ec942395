package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Connects an observer of one value with options.
 *
 * @param <T> the type of the value
 */
public final class ConnectionBuilder1<T extends @Nullable Object>
        extends ConnectionBuilder<Consumer<T>, ConnectionBuilder1<T>> {

    ConnectionBuilder1(Hook<Consumer<T>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that meet a condition. What the condition throws counts as the observer's failure.
     *
     * @param condition asked on the emitter's thread
     * @return these options
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
