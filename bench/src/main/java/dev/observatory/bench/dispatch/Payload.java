package dev.observatory.bench.dispatch;

/** What is emitted; each observer counts itself in it. */
public final class Payload {
    long seen;

    /** Creates a payload that nobody has seen. */
    public Payload() {}
}
