package dev.observatory.slf4j;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventPoint;
import dev.observatory.listen.CallEnd;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallReturn;
import dev.observatory.listen.CallStart;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Names the innermost observed call in the {@link MDC}, so that each line that the program logs meanwhile contains it.
 *
 * <pre>{@code
 * CallListeners.register(CallSelector.all(), MdcCallListener.create(), ListenerOptions.defaults().untimed().withoutArguments());
 * }</pre>
 *
 * <p>The keys are {@code observatory.event}, the name of the event, and {@code observatory.callId}, the number of the call. When the method
 * returns, both have the values that they had before, or none. On threads that work for the call through
 * {@link dev.observatory.listen.CallContext}, they are set too, and restored in the same way.
 *
 * <p>Immutable and safe from any thread; the MDC itself is that of each thread.
 */
public final class MdcCallListener implements CallListener<MdcCallListener.Previous> {
    private static final String DEFAULT_PREFIX = "observatory.";

    private final String eventKey;
    private final String callIdKey;

    private MdcCallListener(String prefix) {
        this.eventKey = prefix + "event";
        this.callIdKey = prefix + "callId";
    }

    /** What the keys had as values before. */
    public static final class Previous {
        private final @Nullable String event;
        private final @Nullable String callId;

        private Previous(@Nullable String event, @Nullable String callId) {
            this.event = event;
            this.callId = callId;
        }
    }

    /**
     * Creates a listener with the keys {@code observatory.event} and {@code observatory.callId}.
     *
     * @return the listener
     */
    public static MdcCallListener create() {
        return new MdcCallListener(DEFAULT_PREFIX);
    }

    /**
     * Creates a listener with other keys.
     *
     * @param prefix what comes before {@code event} and {@code callId}; may be empty
     * @return the listener
     * @throws NullPointerException if {@code prefix} is null
     */
    public static MdcCallListener withPrefix(String prefix) {
        return new MdcCallListener(requireNonNull(prefix, "prefix"));
    }

    @Override
    public Previous onStart(CallStart call) {
        return enter(call.event(), call.callId());
    }

    @Override
    public void onReturn(CallReturn call, Previous previous) {
        restore(previous);
    }

    @Override
    public Runnable onAttach(CallStart call, Previous ofCaller) {
        Previous here = enter(call.event(), call.callId());
        return () -> restore(here);
    }

    @Override
    public void onEnd(CallEnd call, Previous previous) {
        // The thread that ends an asynchronous call has a context of its own.
    }

    private Previous enter(EventPoint event, long callId) {
        Previous previous = new Previous(MDC.get(eventKey), MDC.get(callIdKey));
        MDC.put(eventKey, event.name());
        MDC.put(callIdKey, Long.toString(callId));
        return previous;
    }

    private void restore(Previous previous) {
        restore(eventKey, previous.event);
        restore(callIdKey, previous.callId);
    }

    private static void restore(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
