package dev.observatory.broker;

/**
 * The identity of a subscription: a subscriber that subscribes twice in the same way is subscribed once.
 *
 * @param subscriber the subscriber, compared by identity
 * @param selection what it selects: a type, a pattern, a method or {@link #ALL}; compared by {@code equals}, never foreign code
 * @param wantsDelivery whether it receives deliveries instead of messages
 */
record SubscriptionKey(Object subscriber, Object selection, boolean wantsDelivery) {
    /** The selection of a subscriber that receives everything. */
    static final String ALL = "all";

    boolean isSame(SubscriptionKey other) {
        return subscriber == other.subscriber
                && wantsDelivery == other.wantsDelivery
                && selection.equals(other.selection);
    }
}
