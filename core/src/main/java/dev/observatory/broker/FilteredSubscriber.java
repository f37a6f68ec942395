package dev.observatory.broker;

import java.util.function.Consumer;

/** A subscriber that hears only some of the messages that reach it. */
interface FilteredSubscriber extends Consumer<Object> {

    /** Whether {@code accept} would hand this message on. */
    boolean matches(Object message);

    /** Whether both stand for the very same subscription, which then must not be made twice. */
    boolean isSameSubscription(FilteredSubscriber other);
}
