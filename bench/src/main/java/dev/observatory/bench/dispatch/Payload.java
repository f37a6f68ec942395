package dev.observatory.bench.dispatch;

/** What is emitted; each observer counts itself in it. */
public final class Payload {
    /** How often; public, since observers of other class loaders count here too. */
    public long seen;

    /** Creates a payload that nobody has seen. */
    public Payload() {}
}
