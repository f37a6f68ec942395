package dev.observatory.broker;

/** A policy that defines what happens to a message for a subscriber whose bounded queue is full. */
public enum OverflowPolicy {
    /**
     * The broadcaster waits until there is room. Waiting ends early when the subscription is closed or the broadcaster is
     * interrupted. A wait that could not end is an error instead: if the broadcaster is the subscriber itself, if the subscriber's
     * thread waits for room that only the broadcaster can make, through any number of queues, or if the subscriber's executor has
     * had no thread for it for a second, and all that are known to deliver for it wait for the broadcaster. In all these cases the
     * message counts as dropped; except after closing, the broadcaster receives an {@link OverflowException}. After an
     * interruption its interrupt status is set again.
     */
    BLOCK,

    /** The oldest queued message is dropped to make room. */
    DROP_OLDEST,

    /** The new message is dropped. */
    DROP_NEWEST,

    /** The queue holds one message, regardless of the capacity given: a new message replaces the queued one. */
    LATEST,

    /** The new message is dropped, and the broadcaster receives an {@link OverflowException}; other subscribers receive it. */
    ERROR
}
