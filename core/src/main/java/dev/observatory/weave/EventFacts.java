package dev.observatory.weave;

import dev.observatory.event.EventData;
import dev.observatory.event.EventWeaving;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The facts of a call at one time, by name, in JDK types. See {@link AgentBridge#observeCalls}. */
record EventFacts(EventData data) implements Function<String, @Nullable Object> {

    /** Initializes this class early: the first emission may occur near the end of the stack. */
    static void prepare() {}

    @Override
    public @Nullable Object apply(String fact) {
        return switch (fact) {
            case "name" -> data.name();
            case "label" -> label();
            case "status" -> data.status().name();
            case "action" -> data.action();
            case "owner" -> EventWeaving.declaringClass(data);
            case "method" -> EventWeaving.methodKey(data);
            case "hidesValues" -> EventWeaving.hidesValues(data);
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
        Class<?> owner = EventWeaving.declaringClass(data);
        return owner == null ? data.name() : owner.getName() + "." + data.name();
    }
}
