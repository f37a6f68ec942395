package dev.observatory.agent;

import java.lang.reflect.Executable;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One emission of an event, as a copy of the library tells it; see {@link dev.observatory.weave.AgentBridge#observeEvents}. */
record ToldEvent(Function<String, @Nullable Object> facts) {

    String name() {
        return (String) get("name");
    }

    String label() {
        return (String) get("label");
    }

    @Nullable
    Executable action() {
        return (Executable) facts.apply("action");
    }

    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> arguments() {
        return (Map<String, @Nullable Object>) get("arguments");
    }

    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> tags() {
        return (Map<String, @Nullable Object>) get("tags");
    }

    @Nullable
    Object result() {
        return facts.apply("result");
    }

    boolean hasCrashed() {
        return (boolean) get("crashed");
    }

    @Nullable
    Throwable exception() {
        return (Throwable) facts.apply("exception");
    }

    boolean isDescribed() {
        return (boolean) get("isDescribed");
    }

    long callId() {
        return (long) get("callId");
    }

    long parentId() {
        return (long) get("parentId");
    }

    Thread thread() {
        return (Thread) get("thread");
    }

    long nanos() {
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
