package dev.observatory.bench.dispatch;

import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;

/** Reactor: a multicast sink without back pressure. */
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
