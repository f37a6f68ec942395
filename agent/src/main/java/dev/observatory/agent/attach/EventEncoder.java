package dev.observatory.agent.attach;

import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.value.RedactionRules;
import dev.observatory.agent.value.ThrowableText;
import dev.observatory.agent.value.ValueFormatter;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events on the program's own threads, so that what is queued holds no object of the program. Values are encoded only if they
 * were requested.
 */
final class EventEncoder {
    /** Of types of the JDK, so that no class of the program comes to hold the agent. */
    private final ClassValue<Map<Executable, String>> signatures = new ClassValue<>() {
        @Override
        protected Map<Executable, String> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final Request.Watch request;
    private final ValueFormatter values;

    EventEncoder(Request.Watch request) {
        this.request = request;
        RedactionRules redaction = RedactionRules.standard().changedBy(request.redact());
        this.values = request.callsToString() ? ValueFormatter.unsafe(redaction) : ValueFormatter.of(redaction);
    }

    Response.Event ofCall(Function<String, @Nullable Object> event) {
        Executable action = event.apply("action") instanceof Executable executable ? executable : null;
        Throwable thrown = event.apply("exception") instanceof Throwable exception ? exception : null;
        boolean hasResult = thrown == null && request.results() && !isVoid(action);
        return new Response.CallEvent(
                System.currentTimeMillis(),
                threadName(event.apply("thread")),
                number(event.apply("depth")).intValue(),
                action == null ? "" : action.getDeclaringClass().getName(),
                action == null ? String.valueOf(event.apply("name")) : signature(action),
                number(event.apply("nanos")).longValue(),
                arguments(action, event),
                thrown == null ? null : thrown.getClass().getName(),
                thrown != null && request.exceptions() ? TextEscaper.literal(ThrowableText.of(thrown)) : null,
                hasResult ? values.result(action, event.apply("result")) : null,
                tags(event));
    }

    private Map<String, String> arguments(@Nullable Executable action, Function<String, @Nullable Object> event) {
        return request.arguments() && event.apply("arguments") instanceof Map<?, ?> arguments
                ? values.arguments(action, byName(arguments))
                : Map.of();
    }

    private Map<String, String> tags(Function<String, @Nullable Object> event) {
        return request.tags() && event.apply("tags") instanceof Map<?, ?> tags && !tags.isEmpty()
                ? values.facts(byName(tags))
                : Map.of();
    }

    Response.Event ofAssignment(Function<String, @Nullable Object> assignment) {
        long time = System.currentTimeMillis();
        String thread = threadName(Thread.currentThread());
        if (!(assignment.apply("field") instanceof Field field)) {
            return new Response.AssignmentEvent(time, thread, "", "", "", "");
        }
        return new Response.AssignmentEvent(
                time,
                thread,
                field.getDeclaringClass().getName(),
                field.getName(),
                values.assigned(field, assignment.apply("oldValue")),
                values.assigned(field, assignment.apply("newValue")));
    }

    private static Number number(@Nullable Object value) {
        return value instanceof Number present ? present : 0;
    }

    private static String threadName(@Nullable Object thread) {
        return thread instanceof Thread present ? TextEscaper.literal(present.getName()) : "";
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
