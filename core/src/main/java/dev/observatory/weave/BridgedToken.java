package dev.observatory.weave;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.ObserverErrors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A token of woven code that knows no type of this library: what it reports is passed on to {@link SlowPath}. The names of the reports
 * are those of the methods of {@link Weave} and {@link WovenConstructors}.
 *
 * @param token the token that woven code with access to the library would have
 */
record BridgedToken(Object token) implements BiConsumer<String, @Nullable Object> {

    /** Returns a token for a caller that knows no type of this library; null while no observer is connected. */
    static @Nullable Object wrap(@Nullable Object token) {
        return token == null ? null : new BridgedToken(token);
    }

    /** Never throws into the program, like the methods of {@link Weave}. */
    @Override
    public void accept(String report, @Nullable Object value) {
        switch (report) {
            case "exit" -> SlowPath.complete(token, value);
            case "crash" -> SlowPath.crash(token, (Throwable) requireNonNull(value));
            case "assigned" -> SlowPath.assign(token, value);
            case "callsSuper" -> SlowPath.callsSuper(token);
            case "made" -> SlowPath.made(token, requireNonNull(value));
            case "done" -> SlowPath.constructed(token);
            case "failed" -> {
                SlowPath.crash(token, (Throwable) requireNonNull(value));
                SlowPath.constructionFailed((Throwable) requireNonNull(value));
            }
            default ->
                ObserverErrors.report("woven code", token, new IllegalArgumentException("No report [" + report + "]"));
        }
    }
}
