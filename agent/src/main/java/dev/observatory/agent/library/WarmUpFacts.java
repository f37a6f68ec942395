package dev.observatory.agent.library;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a call and of an assignment that never were: to rehearse observing, so that its classes and call sites are ready
 * when the first real one comes where stack or memory are nearly used up.
 */
public final class WarmUpFacts implements Function<String, @Nullable Object> {
    private @Nullable String sample;

    @Override
    public @Nullable Object apply(String fact) {
        return switch (fact) {
            case "name", "label" -> "sample";
            case "arguments", "tags" -> Map.of("sample", List.of(1));
            case "crashed", "isDescribed" -> true;
            case "exception" -> new IllegalStateException();
            case "callId", "parentId", "nanos" -> 1234L;
            case "thread" -> Thread.currentThread();
            case "field" -> field();
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
