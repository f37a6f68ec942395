package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.serve.WatchRequest;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.value.RedactionRules;
import dev.observatory.agent.value.ValueFormatter;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events as text, on the program's own threads, so that what is queued holds no object of the program. Values are included
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

    private final WatchRequest request;
    private final ValueFormatter values;

    EventEncoder(WatchRequest request) {
        this.request = request;
        RedactionRules redaction = RedactionRules.standard().changedBy(request.redact());
        this.values = request.callsToString() ? ValueFormatter.unsafe(redaction) : ValueFormatter.of(redaction);
    }

    /** Returns names and values in turn. */
    List<String> encode(CallView call) {
        List<String> frame = begin("call");
        Executable action = call.action();
        add(frame, "thread", TextEscaper.of(call.thread().getName()));
        add(frame, "depth", Integer.toString(call.depth()));
        add(frame, "class", action == null ? "" : action.getDeclaringClass().getName());
        add(frame, "method", action == null ? call.name() : signature(action));
        add(frame, "nanos", Long.toString(call.nanos()));
        if (request.arguments()) {
            values.arguments(action, call.arguments()).forEach((name, text) -> add(frame, "arg " + name, text));
        }
        Throwable thrown = call.exception();
        if (thrown != null) {
            add(frame, "exception", thrown.getClass().getName());
            if (request.exceptions()) {
                add(frame, "message", values.exception(thrown));
            }
        } else if (request.results() && !isVoid(action)) {
            add(frame, "result", values.result(action, call.result()));
        }
        if (request.tags()) {
            values.facts(call.tags()).forEach((name, text) -> add(frame, "tag " + name, text));
        }
        return frame;
    }

    /** Returns names and values in turn. */
    List<String> encode(AssignmentView assignment) {
        List<String> frame = begin("assignment");
        Field field = assignment.field();
        add(frame, "thread", TextEscaper.of(Thread.currentThread().getName()));
        add(frame, "class", field.getDeclaringClass().getName());
        add(frame, "field", field.getName());
        add(frame, "old", values.assigned(field, assignment.oldValue()));
        add(frame, "new", values.assigned(field, assignment.newValue()));
        return frame;
    }

    private static List<String> begin(String kind) {
        List<String> frame = new ArrayList<>(24);
        add(frame, "kind", kind);
        add(frame, "time", Long.toString(System.currentTimeMillis()));
        return frame;
    }

    private static void add(List<String> frame, String name, String value) {
        frame.add(name);
        frame.add(value);
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
