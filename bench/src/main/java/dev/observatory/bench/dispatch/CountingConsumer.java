package dev.observatory.bench.dispatch;

import java.util.function.Consumer;

/** The observer of those systems that take functions. */
public final class CountingConsumer implements Consumer<Payload> {
    /** Creates an observer. */
    public CountingConsumer() {}

    @Override
    public void accept(Payload payload) {
        payload.seen++;
    }
}
