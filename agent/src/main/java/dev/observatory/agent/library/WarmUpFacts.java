package dev.observatory.agent.library;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a call and of an assignment that did not take place. An output processes them before it is connected, so that its
 * classes and call sites are linked when the first real event occurs near the end of stack or memory.
 */
public final class WarmUpFacts implements Function<String, @Nullable Object> {
    private @Nullable String sample;

    /** Creates the facts. */
    public WarmUpFacts() {}

    @Override
    public @Nullable Object apply(String fact) {
        return switch (fact) {
            case "name", "label" -> "sample";
            case "arguments", "tags" -> Map.of("sample", List.of(1));
            case "crashed", "isDescribed" -> true;
            case "exception" -> new IllegalStateException();
            case "depth" -> 1;
            case "callId", "parentId", "nanos" -> 1234L;
            case "thread" -> Thread.currentThread();
            case "field" -> field();
            case "owner" -> WarmUpFacts.class;
            case "method" -> "sample()V";
            case "hidesValues" -> false;
            default -> sample;
        };
    }

    private static Object field() {
        try {
            return WarmUpFacts.class.getDeclaredField("sample");
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
