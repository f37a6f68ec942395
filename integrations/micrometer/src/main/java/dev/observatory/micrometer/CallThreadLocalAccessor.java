package dev.observatory.micrometer;

import dev.observatory.listen.CallContext;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets Micrometer's context propagation carry the innermost observed call, along with the other values that it carries. Found through
 * {@link java.util.ServiceLoader} by the registry of Micrometer.
 */
public final class CallThreadLocalAccessor implements ThreadLocalAccessor<CallContext.Snapshot> {
    /** The key of the call among the values of a context snapshot. */
    public static final String KEY = "dev.observatory.call";

    /** What this thread has set and not restored yet, innermost first; absent if that is nothing. */
    private static final ThreadLocal<Deque<CallContext.Scope>> OPEN = new ThreadLocal<>();

    /** Creates an accessor, for {@link java.util.ServiceLoader}. */
    public CallThreadLocalAccessor() {}

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public CallContext.@Nullable Snapshot getValue() {
        CallContext.Snapshot here = CallContext.capture();
        return here.isEmpty() ? null : here;
    }

    @Override
    public void setValue(CallContext.Snapshot value) {
        Deque<CallContext.Scope> open = OPEN.get();
        if (open == null) {
            open = new ArrayDeque<>(2);
            OPEN.set(open);
        }
        open.push(value.attach());
    }

    /** Nothing to do: the thread keeps its own call if none is carried to it. */
    @Override
    public void setValue() {}

    @Override
    public void restore(CallContext.Snapshot previous) {
        restore();
    }

    @Override
    public void restore() {
        Deque<CallContext.Scope> open = OPEN.get();
        if (open == null) {
            return;
        }
        open.pop().close();
        if (open.isEmpty()) {
            OPEN.remove();
        }
    }
}
