package dev.observatory.broker;

/** A policy that defines what happens to a message for a subscriber whose bounded queue is full. */
public enum OverflowPolicy {
    /**
     * The broadcaster waits until there is room. Waiting ends early when the subscription is closed or the broadcaster is
     * interrupted; it does not begin when the broadcaster is the subscriber itself, which would wait for itself forever. In all
     * three cases the message counts as dropped. In the last two the broadcaster receives an {@link OverflowException}; after an
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
