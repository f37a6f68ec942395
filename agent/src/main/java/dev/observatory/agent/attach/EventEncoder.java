package dev.observatory.agent.attach;

import dev.observatory.agent.serve.WatchRequest;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.value.RedactionRules;
import dev.observatory.agent.value.ThrowableText;
import dev.observatory.agent.value.ValueFormatter;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into text, on the program's own threads: what is queued holds no object of the program. Values are told only if they
 * were asked for.
 */
final class EventEncoder {
    /** Of types of the JDK, so that no class of the program comes to hold the agent. */
    private final ClassValue<Map<Executable, String>> signatures = new ClassValue<>() {
        @Override
        protected Map<Executable, String> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final WatchRequest request;
    private final ValueFormatter values;

    EventEncoder(WatchRequest request) {
        this.request = request;
        RedactionRules redaction = RedactionRules.standard().changedBy(request.redact());
        this.values = request.callsToString() ? ValueFormatter.unsafe(redaction) : ValueFormatter.of(redaction);
    }

    /** Names and values in turn. */
    List<String> ofCall(Function<String, @Nullable Object> event) {
        List<String> frame = begun("call");
        Executable action = event.apply("action") instanceof Executable executable ? executable : null;
        add(frame, "thread", threadName(event.apply("thread")));
        add(frame, "depth", String.valueOf(event.apply("depth")));
        add(frame, "class", action == null ? "" : action.getDeclaringClass().getName());
        add(frame, "method", action == null ? String.valueOf(event.apply("name")) : signature(action));
        add(frame, "nanos", String.valueOf(event.apply("nanos")));
        if (request.arguments() && event.apply("arguments") instanceof Map<?, ?> arguments) {
            values.arguments(action, byName(arguments)).forEach((name, text) -> add(frame, "arg " + name, text));
        }
        if (event.apply("exception") instanceof Throwable thrown) {
            add(frame, "exception", thrown.getClass().getName());
            if (request.exceptions()) {
                add(frame, "message", TextEscaper.of(ThrowableText.of(thrown)));
            }
        } else if (request.results() && !isVoid(action)) {
            add(frame, "result", values.result(action, event.apply("result")));
        }
        if (request.tags() && event.apply("tags") instanceof Map<?, ?> tags) {
            values.facts(byName(tags)).forEach((name, text) -> add(frame, "tag " + name, text));
        }
        return frame;
    }

    /** Names and values in turn. */
    List<String> ofAssignment(Function<String, @Nullable Object> assignment) {
        List<String> frame = begun("assignment");
        add(frame, "thread", threadName(Thread.currentThread()));
        if (assignment.apply("field") instanceof Field field) {
            add(frame, "class", field.getDeclaringClass().getName());
            add(frame, "field", field.getName());
            add(frame, "old", values.assigned(field, assignment.apply("oldValue")));
            add(frame, "new", values.assigned(field, assignment.apply("newValue")));
        }
        return frame;
    }

    private static List<String> begun(String kind) {
        List<String> frame = new ArrayList<>(24);
        add(frame, "kind", kind);
        add(frame, "time", Long.toString(System.currentTimeMillis()));
        return frame;
    }

    private static void add(List<String> frame, String name, String value) {
        frame.add(name);
        frame.add(value);
    }

    private static String threadName(@Nullable Object thread) {
        return thread instanceof Thread present ? TextEscaper.of(present.getName()) : "";
    }

    private static boolean isVoid(@Nullable Executable action) {
        return action instanceof Method method && method.getReturnType() == void.class;
    }

    private String signature(Executable action) {
        Map<Executable, String> known = signatures.get(action.getDeclaringClass());
        String signature = known.get(action);
        if (signature == null) {
            signature = signatureOf(action);
            known.put(action, signature);
        }
        return signature;
    }

    static String signatureOf(Executable action) {
        String name = action instanceof Method ? action.getName() : "new";
        return name
                + Arrays.stream(action.getParameterTypes())
                        .map(EventEncoder::shortNameOf)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** By the name alone: asked for its simple name, a class loads the one around it. */
    private static String shortNameOf(Class<?> type) {
        if (type.isArray()) {
            return shortNameOf(type.getComponentType()) + "[]";
        }
        String name = type.getName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$', name.length() - 2)) + 1);
    }

    @SuppressWarnings("unchecked") // The library's maps have names for keys.
    private static Map<String, @Nullable Object> byName(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }
}
