package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.value.RedactionRules;
import dev.observatory.agent.value.ValueFormatter;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events on the program's own threads, so that what is queued holds no object of the program. Values are included
 * only if they are requested.
 */
final class EventEncoder {
    /** Of JDK types, so that no class of the program holds the agent. */
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

    Response.Event encode(CallView call) {
        Executable action = call.action();
        Throwable thrown = call.exception();
        boolean hasResult = thrown == null && request.results() && !isVoid(action);
        return new Response.CallEvent(
                System.currentTimeMillis(),
                TextEscaper.literal(call.thread().getName()),
                call.depth(),
                action == null ? "" : action.getDeclaringClass().getName(),
                action == null ? call.name() : signature(action),
                call.nanos(),
                request.arguments() ? values.arguments(action, call.arguments()) : Map.of(),
                thrown == null ? null : thrown.getClass().getName(),
                thrown != null && request.exceptions() ? values.exception(thrown) : null,
                hasResult ? values.result(action, call.result()) : null,
                tags(call));
    }

    private Map<String, String> tags(CallView call) {
        if (!request.tags()) {
            return Map.of();
        }
        Map<String, @Nullable Object> tags = call.tags();
        return tags.isEmpty() ? Map.of() : values.facts(tags);
    }

    Response.Event encode(AssignmentView assignment) {
        Field field = assignment.field();
        return new Response.AssignmentEvent(
                System.currentTimeMillis(),
                TextEscaper.literal(Thread.currentThread().getName()),
                field.getDeclaringClass().getName(),
                field.getName(),
                values.assigned(field, assignment.oldValue()),
                values.assigned(field, assignment.newValue()));
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

    /** Computed from the name: {@link Class#getSimpleName} may load the enclosing class. */
    private static String shortNameOf(Class<?> type) {
        if (type.isArray()) {
            return shortNameOf(type.getComponentType()) + "[]";
        }
        String name = type.getName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$', name.length() - 2)) + 1);
    }
}
