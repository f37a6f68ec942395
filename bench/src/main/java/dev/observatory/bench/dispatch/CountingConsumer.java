package dev.observatory.bench.dispatch;

import java.util.function.Consumer;

/** The observer for systems that accept functions. */
public final class CountingConsumer implements Consumer<Payload> {
    /** Creates an observer. */
    public CountingConsumer() {}

    @Override
    public void accept(Payload payload) {
        payload.seen++;
    }
}
