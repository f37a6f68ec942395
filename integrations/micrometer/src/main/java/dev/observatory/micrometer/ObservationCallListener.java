package dev.observatory.micrometer;

import static java.util.Objects.requireNonNull;

import dev.observatory.listen.CallEnd;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallOutcome;
import dev.observatory.listen.CallReturn;
import dev.observatory.listen.CallStart;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation of each call, for whatever handlers the registry has: meters, spans, logs.
 *
 * <pre>{@code
 * CallListeners.register(CallSelector.all(), ObservationCallListener.create(registry));
 * }</pre>
 *
 * <p>The observation is current on the thread of the call until the method returns, and on threads that work for the call; its parent is
 * the one that was current before. It is stopped when the call ends. An exception is its error; a cancelled call has none.
 *
 * <p>Immutable and safe from any thread.
 */
public final class ObservationCallListener implements CallListener<ObservationCallListener.ObservedCall> {
    private static final CallObservationConvention DEFAULT = new DefaultCallObservationConvention();

    private final ObservationRegistry registry;
    private final @Nullable CallObservationConvention convention;

    private ObservationCallListener(ObservationRegistry registry, @Nullable CallObservationConvention convention) {
        this.registry = registry;
        this.convention = convention;
    }

    /** One call in progress. */
    public static final class ObservedCall {
        private final CallObservationContext context;
        private final Observation observation;
        private final Observation.Scope scope;

        private ObservedCall(CallObservationContext context, Observation observation) {
            this.context = context;
            this.observation = observation;
            this.scope = observation.openScope();
        }
    }

    /**
     * Creates a listener with the {@link DefaultCallObservationConvention}, unless the registry is configured with another
     * {@link CallObservationConvention}.
     *
     * @param registry where observations are made
     * @return the listener
     * @throws NullPointerException if {@code registry} is null
     */
    public static ObservationCallListener create(ObservationRegistry registry) {
        return new ObservationCallListener(requireNonNull(registry, "registry"), null);
    }

    /**
     * Creates a listener like this one with a convention of its own.
     *
     * @param own the convention, which precedes that of the registry
     * @return the listener
     * @throws NullPointerException if {@code own} is null
     */
    public ObservationCallListener convention(CallObservationConvention own) {
        return new ObservationCallListener(registry, requireNonNull(own, "own"));
    }

    @Override
    public @Nullable ObservedCall onStart(CallStart call) {
        if (registry.isNoop()) {
            return null;
        }
        CallObservationContext context = new CallObservationContext(call);
        return new ObservedCall(
                context,
                Observation.createNotStarted(convention, DEFAULT, () -> context, registry)
                        .start());
    }

    @Override
    public void onReturn(CallReturn call, ObservedCall observed) {
        observed.scope.close();
    }

    @Override
    public Runnable onAttach(CallStart call, ObservedCall observed) {
        return observed.observation.openScope()::close;
    }

    @Override
    public void onEnd(CallEnd call, ObservedCall observed) {
        observed.context.end();
        Throwable exception = call.exception();
        if (exception != null && call.outcome() == CallOutcome.CRASHED) {
            observed.observation.error(exception);
        }
        observed.observation.stop();
    }
}
