package dev.observatory.broker;

/** What happens to a message for a subscriber whose bounded queue is full. */
public enum OverflowPolicy {
    /**
     * The broadcaster waits until there is room. Waiting ends early when the subscription closes (the message counts as
     * dropped), when the broadcaster is interrupted, and at once when the broadcaster is the subscriber itself, which
     * would wait for ever: in the last two cases the message counts as dropped, and the broadcaster gets an
     * {@link OverflowException}; after an interruption its interrupt flag is set again.
     */
    BLOCK,

    /** The oldest queued message is dropped to make room. */
    DROP_OLDEST,

    /** The new message is dropped. */
    DROP_NEWEST,

    /** The queue holds one message, whatever capacity was asked for: a new message takes the place of the queued one. */
    LATEST,

    /** The new message is dropped, and the broadcaster gets an {@link OverflowException}; all other subscribers hear. */
    ERROR
}
