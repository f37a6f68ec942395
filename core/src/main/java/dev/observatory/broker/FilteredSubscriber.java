package dev.observatory.broker;

import java.util.function.Consumer;

/** A subscriber that receives only some of the messages that reach its broker. */
interface FilteredSubscriber extends Consumer<Object> {

    /** Returns whether {@code accept} would pass this message on. */
    boolean matches(Object message);

    /** Returns whether both represent the same subscription, which must not be made twice. */
    boolean isSameSubscription(FilteredSubscriber other);
}
