package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Response.WeavingResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** The outcome of weaving, for people and as JSON. */
final class WeavingSummary {
    private WeavingSummary() {}

    static String of(WeavingResult result) {
        return "Woven: " + result.members() + " members of " + result.classes() + " classes in " + result.millis()
                + " ms; the program was paused for at most " + result.longestPauseMillis() + " ms";
    }

    static Map<String, Object> jsonFields(WeavingResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("classes", result.classes());
        fields.put("members", result.members());
        fields.put("millis", result.millis());
        fields.put("longestPauseMillis", result.longestPauseMillis());
        return fields;
    }
}
