package dev.observatory.agent.attach;

import dev.observatory.agent.transform.StatusReport;
import dev.observatory.agent.transform.WeavingReport;
import dev.observatory.agent.wire.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The weaving report as the agent's service publishes it: members as in source code, sorted by name. */
final class ClassStatuses {
    private ClassStatuses() {}

    static List<Response.ClassStatus> of(WeavingReport report) {
        return report.classes().stream()
                .map(entry -> new Response.ClassStatus(
                        entry.name(),
                        entry.loader(),
                        entry.woven().stream()
                                .map(StatusReport::readable)
                                .sorted()
                                .toList(),
                        readableKeys(entry.skipped())))
                .toList();
    }

    private static Map<String, String> readableKeys(Map<String, String> skipped) {
        Map<String, String> readable = new TreeMap<>();
        skipped.forEach((member, reason) -> readable.put(StatusReport.readable(member), reason));
        return readable;
    }
}
