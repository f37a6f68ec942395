package dev.observatory.bench.dispatch;

import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;

/** Reactor: the sink of many subscribers that asks none of them to keep up. */
final class ReactorDispatch extends Dispatch {
    private final Sinks.Many<Payload> sink = Sinks.many().multicast().directBestEffort();

    @Override
    Class<?> observerType() {
        return CountingConsumer.class;
    }

    @Override
    @SuppressWarnings("unchecked")
    Object connect(Object observer) {
        return sink.asFlux().subscribe((Consumer<Payload>) observer);
    }

    @Override
    void close(Object connection) {
        ((Disposable) connection).dispose();
    }

    @Override
    void emit(Payload payload) {
        sink.tryEmitNext(payload);
    }
}
