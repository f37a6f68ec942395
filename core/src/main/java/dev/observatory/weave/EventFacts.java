package dev.observatory.weave;

import dev.observatory.event.EventData;
import dev.observatory.event.EventWeaving;
import java.lang.reflect.Executable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One emission of an event as a function from names of properties to values of JDK types. See {@link AgentBridge#observeEvents}. */
record EventFacts(EventData data) implements Function<String, @Nullable Object> {

    /** Initializes this class: the first emission may be reported when the stack is nearly exhausted. */
    static void prepare() {}

    @Override
    public @Nullable Object apply(String fact) {
        return switch (fact) {
            case "name" -> data.name();
            case "label" -> label();
            case "status" -> data.status().name();
            case "action" -> data.action();
            case "target" -> data.target();
            case "arguments" -> data.arguments();
            case "result" -> data.result();
            case "crashed" -> data.crashed();
            case "exception" -> data.exception();
            case "tags" -> data.tags();
            case "extra" -> data.extra();
            case "isDescribed" -> EventWeaving.isDescribed(data);
            case "description" -> data.description();
            case "elevated" -> data.elevated();
            case "callId" -> data.callId();
            case "parentId" -> data.parentId();
            case "thread" -> data.thread();
            case "started" -> data.started();
            case "depth" -> EventWeaving.depth(data);
            case "nanos" -> data.duration().toNanos();
            default -> null;
        };
    }

    private String label() {
        Executable action = data.action();
        return action == null ? data.name() : action.getDeclaringClass().getName() + "." + data.name();
    }
}
