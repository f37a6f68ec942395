package dev.observatory.opentelemetry;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventPoint;
import dev.observatory.listen.CallEnd;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallOutcome;
import dev.observatory.listen.CallReturn;
import dev.observatory.listen.CallStart;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each call.
 *
 * <pre>{@code
 * CallListeners.register(CallSelector.all(), SpanCallListener.create(GlobalOpenTelemetry.get()));
 * }</pre>
 *
 * <p>A span has the name {@code Type.method}, the attribute {@code code.function.name} with the qualified name, and the tags of the call as
 * attributes: booleans, numbers and strings with their type, others as text. Its parent is the span that was current before. It is
 * current on the thread of the call until the method returns, and on threads that work for the call through
 * {@link dev.observatory.listen.CallContext}. It ends with the call; an exception is recorded and sets the status to ERROR, a cancellation is
 * recorded only.
 *
 * <p>Immutable and safe from any thread.
 */
public final class SpanCallListener implements CallListener<SpanCallListener.OpenSpan> {
    private static final String SCOPE_NAME = "dev.observatory";
    private static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("code.function.name");

    private final Tracer tracer;
    private final String name;
    private final String function;

    private SpanCallListener(Tracer tracer, String name, String function) {
        this.tracer = tracer;
        this.name = name;
        this.function = function;
    }

    /** The span of one call in progress. */
    public static final class OpenSpan {
        private final Span span;
        private final Context context;
        private final Scope scope;

        @SuppressWarnings("MustBeClosedChecker") // onReturn closes it.
        private OpenSpan(Span span) {
            this.span = span;
            this.context = Context.current().with(span);
            this.scope = context.makeCurrent();
        }
    }

    /**
     * Creates a listener.
     *
     * @param telemetry supplies the tracer, which is named {@code dev.observatory}
     * @return the listener
     * @throws NullPointerException if {@code telemetry} is null
     */
    public static SpanCallListener create(OpenTelemetry telemetry) {
        return new SpanCallListener(requireNonNull(telemetry, "telemetry").getTracer(SCOPE_NAME), "", "");
    }

    @Override
    public CallListener<OpenSpan> forEvent(EventPoint event) {
        Executable method = event.action();
        if (method == null) {
            return new SpanCallListener(tracer, event.name(), event.name());
        }
        String owner = method.getDeclaringClass().getName();
        String called = method instanceof Constructor<?> ? "new" : method.getName();
        return new SpanCallListener(
                tracer, owner.substring(owner.lastIndexOf('.') + 1) + "." + called, owner + "." + called);
    }

    @Override
    public OpenSpan onStart(CallStart call) {
        return new OpenSpan(
                tracer.spanBuilder(name).setAttribute(FUNCTION, function).startSpan());
    }

    @Override
    public void onReturn(CallReturn call, OpenSpan open) {
        open.scope.close();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // What is returned closes it.
    public Runnable onAttach(CallStart call, OpenSpan open) {
        return open.context.makeCurrent()::close;
    }

    @Override
    public void onEnd(CallEnd call, OpenSpan open) {
        try {
            describe(open.span, call);
        } finally {
            open.span.end();
        }
    }

    private static void describe(Span span, CallEnd call) {
        Throwable exception = call.exception();
        if (exception != null) {
            span.recordException(exception);
            if (call.outcome() == CallOutcome.CRASHED) {
                span.setStatus(StatusCode.ERROR);
            }
        }
        for (Map.Entry<String, @Nullable Object> tag : call.tags().entrySet()) {
            setAttribute(span, tag.getKey(), tag.getValue());
        }
    }

    private static void setAttribute(Span span, String key, @Nullable Object value) {
        if (value instanceof Boolean flag) {
            span.setAttribute(key, (boolean) flag);
        } else if (value instanceof Double || value instanceof Float) {
            span.setAttribute(key, ((Number) value).doubleValue());
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            span.setAttribute(key, ((Number) value).longValue());
        } else if (value != null) {
            span.setAttribute(key, value.toString());
        }
    }
}
