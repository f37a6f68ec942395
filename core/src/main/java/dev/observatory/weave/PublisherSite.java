package dev.observatory.weave;

import dev.observatory.broker.BrokerWeaving;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.EventHook;
import dev.observatory.runtime.Demand;
import dev.observatory.runtime.StageListeners;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The call site at the beginning of a method whose result is published. Its token is the site itself, since no state of the call is
 * needed.
 *
 * <p>Observed while a broadcast to the topic would reach a subscriber. The site holds the hook that its broker refers to weakly,
 * and so lives as long as the class of the method.
 */
final class PublisherSite extends ObservationSite {
    private final EventHook<Object> results;
    private final Demand demand;

    PublisherSite(MethodType type, Class<?> owner, String method) {
        super(type);
        this.results = BrokerWeaving.results(owner, method, this::demandChanged);
        this.demand = new Demand(results::isObserved);
    }

    /** Registers the site. Called when it is complete: the broker may demand results at once. */
    void open(String topic) {
        demand.addListener(this);
        BrokerWeaving.publish(topic, results);
    }

    private void demandChanged() {
        demand.notifyListeners();
    }

    @Override
    MethodHandle makeLive() {
        MethodHandle token = MethodHandles.constant(Object.class, this);
        return MethodHandles.dropArguments(token, 0, type().parameterArray());
    }

    /** Broadcasts the result of the method, now or when it is available; null is not broadcast. */
    void publish(@Nullable Object result) {
        if (!(result instanceof CompletionStage<?> stage)) {
            emit(result);
            return;
        }
        switch (StageListeners.add(stage, new Later(this))) {
            case ADDED -> {}
            case REFUSED -> emit(stage);
            case FULL ->
                SlowPath.failed(
                        this,
                        new IllegalStateException("A result of hook [" + results.name() + "] is not broadcast: ["
                                + StageListeners.MAX_LISTENERS + "] calls wait for the same stage already"));
        }
    }

    /** Broadcasts the value of a stage. Does not refer to the call, and may therefore wait as long as the stage does. */
    private record Later(PublisherSite site) implements StageListeners.Listener {
        @Override
        public void stageCompleted(@Nullable Object value, @Nullable Throwable failure) {
            try {
                site.emit(value);
            } catch (Throwable unexpected) {
                // Subscribers are isolated further in. What is thrown here would reach whoever completes the stage.
                SlowPath.failed(site, unexpected);
            }
        }

        @Override
        public boolean isOfUse() {
            return true;
        }

        @Override
        public void quietly(Runnable foreign) {
            EventWeaving.quietly(foreign);
        }
    }

    private void emit(@Nullable Object message) {
        if (message != null) {
            results.emit(message);
        }
    }
}
