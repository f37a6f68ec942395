package dev.observatory.agent.cli;

import dev.observatory.agent.wire.WatchEvent;
import dev.observatory.agent.wire.WatchEvent.AssignmentEvent;
import dev.observatory.agent.wire.WatchEvent.BeginEvent;
import dev.observatory.agent.wire.WatchEvent.CallEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as JSON fields. */
final class EventJson {
    private EventJson() {}

    static Map<String, Object> fields(WatchEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", event.kind());
        if (event instanceof CallEvent call) {
            addSite(fields, call.site());
            fields.put("nanos", call.nanos());
            addPresent(fields, "exception", call.exception());
            addPresent(fields, "message", call.message());
            addPresent(fields, "result", call.result());
            addPresent(fields, "arguments", call.arguments());
            addPresent(fields, "argumentsAfter", call.argumentsAfter());
            addPresent(fields, "tags", call.tags());
        } else if (event instanceof BeginEvent begin) {
            addSite(fields, begin.site());
            addPresent(fields, "arguments", begin.arguments());
        } else {
            add(fields, (AssignmentEvent) event);
        }
        return fields;
    }

    private static void addSite(Map<String, Object> fields, WatchEvent.Site site) {
        fields.put("time", site.time());
        fields.put("thread", site.thread());
        fields.put("depth", site.depth());
        fields.put("class", site.className());
        fields.put("method", site.method());
        fields.put("loader", site.loader());
        fields.put("call", site.callId());
    }

    private static void add(Map<String, Object> fields, AssignmentEvent assignment) {
        fields.put("time", assignment.time());
        fields.put("thread", assignment.thread());
        fields.put("class", assignment.className());
        fields.put("loader", assignment.loader());
        fields.put("field", assignment.field());
        fields.put("old", assignment.oldValue());
        fields.put("new", assignment.newValue());
    }

    private static void addPresent(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
            fields.put(name, value);
        }
    }
}
