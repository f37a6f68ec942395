package dev.observatory.weave;

import dev.observatory.event.CallStatistics;
import java.lang.ref.WeakReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The facts of the counted calls of one event, by name, in JDK types, as they are now. See {@link AgentBridge#countChosen}. */
record CountFacts(WeakReference<Class<?>> owner, String method, CallStatistics statistics)
        implements Function<String, @Nullable Object> {

    @Override
    public @Nullable Object apply(String fact) {
        return switch (fact) {
            case "owner" -> owner.get();
            case "method" -> method;
            case "calls" -> statistics.calls();
            case "errors" -> statistics.errors();
            case "running" -> statistics.running();
            case "nanos" -> statistics.total().toNanos();
            case "maxNanos" -> statistics.max().toNanos();
            case "histogram" -> statistics.histogram();
            default -> null;
        };
    }
}
