package dev.observatory.bench.dispatch;

/** The emitted object, with a counter that each observer increments. */
public final class Payload {
    /** The number of calls; public because observers of other class loaders increment it. */
    public long seen;

    /** Creates a payload with a counter of zero. */
    public Payload() {}
}
