package dev.observatory.weave;

import dev.observatory.broker.BrokerWeaving;
import dev.observatory.hook.EventHook;
import dev.observatory.runtime.Demand;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where a method begins whose result is published. The token is the site itself: nothing is remembered of the call.
 *
 * <p>Observed while a broadcast to the topic would reach somebody. The site holds the hook that its broker refers to weakly,
 * and so lives as long as the class of the method.
 */
final class PublisherSite extends ObservationSite {
    private final EventHook<Object> results;
    private final Demand demand;

    PublisherSite(MethodType type, Method method) {
        super(type);
        this.results = BrokerWeaving.results(method, this::demandChanged);
        this.demand = new Demand(results::isObserved);
    }

    /** To be called when everything is made: the broker may demand results at once. */
    void open(Method method) {
        demand.addListener(this);
        BrokerWeaving.publish(method, results);
    }

    private void demandChanged() {
        demand.notifyListeners();
    }

    @Override
    MethodHandle makeLive() {
        MethodHandle token = MethodHandles.constant(Object.class, this);
        return MethodHandles.dropArguments(token, 0, type().parameterArray());
    }

    /** The method returned: what it returned is broadcast, now or when it is there; null is not. */
    void publish(@Nullable Object result) {
        if (result instanceof CompletionStage<?> stage) {
            try {
                stage.thenAccept(this::emit);
            } catch (RuntimeException notSupported) {
                emit(stage); // A stage of the program's own that takes no dependents.
            }
        } else {
            emit(result);
        }
    }

    private void emit(@Nullable Object message) {
        if (message != null) {
            results.emit(message);
        }
    }
}
