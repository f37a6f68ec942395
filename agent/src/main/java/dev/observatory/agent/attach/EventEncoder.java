package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.value.RedactionRules;
import dev.observatory.agent.value.ValueFormatter;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.WatchEvent;
import dev.observatory.agent.wire.WatchOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events on the program's own threads, so that what is queued holds no object of the program. Values are included
 * only if they are requested.
 */
final class EventEncoder {
    private final Request.Watch request;
    private final ValueFormatter values;
    private final MemberLabels labels;

    EventEncoder(Request.Watch request, MemberLabels labels) {
        this.request = request;
        this.labels = labels;
        RedactionRules redaction = RedactionRules.standard().changedBy(request.redact());
        this.values = request.has(WatchOption.CALLS_TO_STRING)
                ? ValueFormatter.unsafe(redaction)
                : ValueFormatter.of(redaction);
    }

    /** Encodes the arguments of a call as they are now. */
    Map<String, String> arguments(CallView call) {
        return values.arguments(call.action(), call.hidesValues(), call.arguments());
    }

    WatchEvent encodeBegin(CallView call, Map<String, String> arguments) {
        return new WatchEvent.BeginEvent(site(call), arguments);
    }

    /**
     * Encodes a call that has ended.
     *
     * @param arguments as they were when it began
     */
    WatchEvent encode(CallView call, Map<String, String> arguments) {
        String method = call.method();
        Throwable thrown = call.exception();
        boolean hasResult =
                thrown == null && request.has(WatchOption.RESULTS) && !(method != null && method.endsWith(")V"));
        return new WatchEvent.CallEvent(
                site(call),
                call.nanos(),
                arguments,
                request.has(WatchOption.ARGUMENTS_AFTER) ? arguments(call) : Map.of(),
                thrown == null ? null : thrown.getClass().getName(),
                thrown != null && request.has(WatchOption.EXCEPTIONS) ? values.exception(thrown) : null,
                hasResult ? values.result(call.action(), method, call.hidesValues(), call.result()) : null,
                tags(call));
    }

    private WatchEvent.Site site(CallView call) {
        Class<?> owner = call.owner();
        String method = call.method();
        return new WatchEvent.Site(
                System.currentTimeMillis(),
                TextEscaper.literal(call.thread().getName()),
                call.depth(),
                owner == null ? "" : owner.getName(),
                owner == null ? "" : labels.loader(owner),
                owner == null || method == null ? call.name() : labels.method(owner, method),
                call.callId());
    }

    private Map<String, String> tags(CallView call) {
        if (!request.has(WatchOption.TAGS)) {
            return Map.of();
        }
        Map<String, @Nullable Object> tags = call.tags();
        return tags.isEmpty() ? Map.of() : values.facts(tags);
    }

    WatchEvent encode(AssignmentView assignment) {
        return new WatchEvent.AssignmentEvent(
                System.currentTimeMillis(),
                TextEscaper.literal(Thread.currentThread().getName()),
                assignment.owner().getName(),
                labels.loader(assignment.owner()),
                assignment.name(),
                assigned(assignment, assignment.oldValue()),
                assigned(assignment, assignment.newValue()));
    }

    private String assigned(AssignmentView assignment, @Nullable Object value) {
        return values.assigned(assignment.name(), assignment.field(), assignment.hidesValues(), value);
    }
}
