package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.value.RedactionRules;
import dev.observatory.agent.value.ValueFormatter;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Encodes events on the program's own threads, so that what is queued holds no object of the program. Values are included
 * only if they are requested.
 */
final class EventEncoder {
    /** Of JDK types, so that no class of the program holds the agent. */
    private final ClassValue<Map<String, String>> signatures = new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> type) {
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
        Class<?> owner = call.owner();
        String method = call.method();
        Executable action = call.action();
        Throwable thrown = call.exception();
        boolean hasResult = thrown == null && request.results() && !(method != null && method.endsWith(")V"));
        return new Response.CallEvent(
                System.currentTimeMillis(),
                TextEscaper.literal(call.thread().getName()),
                call.depth(),
                owner == null ? "" : owner.getName(),
                owner == null || method == null ? call.name() : signature(owner, method),
                call.nanos(),
                request.arguments() ? values.arguments(action, call.hidesValues(), call.arguments()) : Map.of(),
                thrown == null ? null : thrown.getClass().getName(),
                thrown != null && request.exceptions() ? values.exception(thrown) : null,
                hasResult ? values.result(action, method, call.hidesValues(), call.result()) : null,
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
        return new Response.AssignmentEvent(
                System.currentTimeMillis(),
                TextEscaper.literal(Thread.currentThread().getName()),
                assignment.owner().getName(),
                assignment.name(),
                assigned(assignment, assignment.oldValue()),
                assigned(assignment, assignment.newValue()));
    }

    private String assigned(AssignmentView assignment, @Nullable Object value) {
        return values.assigned(assignment.name(), assignment.field(), assignment.hidesValues(), value);
    }

    private String signature(Class<?> owner, String method) {
        Map<String, String> known = signatures.get(owner);
        String signature = known.get(method);
        if (signature == null) {
            signature = signatureOf(method);
            known.put(method, signature);
        }
        return signature;
    }

    /** Formats a method, given by name and descriptor, as in source code, without the packages of types. */
    static String signatureOf(String method) {
        int open = method.indexOf('(');
        String name = method.startsWith("<") ? "new" : method.substring(0, open);
        return name
                + Arrays.stream(Type.getArgumentTypes(method.substring(open)))
                        .map(type -> shortNameOf(type.getClassName()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Without the packages and enclosing classes of a type. */
    private static String shortNameOf(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$', type.length() - 2)) + 1);
    }
}
