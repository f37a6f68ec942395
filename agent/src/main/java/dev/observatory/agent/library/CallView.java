package dev.observatory.agent.library;

import java.lang.reflect.Executable;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One emission of an event, as a copy of the library tells it; see {@link dev.observatory.weave.AgentBridge#observeEvents}. */
public record CallView(Function<String, @Nullable Object> facts) {

    public String name() {
        return (String) get("name");
    }

    public String label() {
        return (String) get("label");
    }

    @Nullable
    public Executable action() {
        return (Executable) facts.apply("action");
    }

    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> arguments() {
        return (Map<String, @Nullable Object>) get("arguments");
    }

    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> tags() {
        return (Map<String, @Nullable Object>) get("tags");
    }

    @Nullable
    public Object result() {
        return facts.apply("result");
    }

    public boolean hasCrashed() {
        return (boolean) get("crashed");
    }

    @Nullable
    public Throwable exception() {
        return (Throwable) facts.apply("exception");
    }

    public boolean isDescribed() {
        return (boolean) get("isDescribed");
    }

    public long callId() {
        return (long) get("callId");
    }

    public long parentId() {
        return (long) get("parentId");
    }

    public Thread thread() {
        return (Thread) get("thread");
    }

    public long nanos() {
        return (long) get("nanos");
    }

    private Object get(String fact) {
        Object value = facts.apply(fact);
        if (value == null) {
            throw new IllegalStateException("that copy of the library does not tell [" + fact + "]");
        }
        return value;
    }
}
