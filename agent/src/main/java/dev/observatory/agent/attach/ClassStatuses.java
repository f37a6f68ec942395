package dev.observatory.agent.attach;

import dev.observatory.agent.transform.StatusReport;
import dev.observatory.agent.transform.WeavingReport;
import dev.observatory.agent.wire.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The weaving report as the agent's service publishes it: members as in source code, sorted by name. */
final class ClassStatuses {
    private ClassStatuses() {}

    static List<Response.ClassStatus> of(WeavingReport report) {
        List<WeavingReport.ClassEntry> classes = report.classes();
        Set<String> names = new HashSet<>();
        Set<String> ambiguous = new HashSet<>();
        for (WeavingReport.ClassEntry entry : classes) {
            if (!names.add(entry.name())) {
                ambiguous.add(entry.name());
            }
        }
        return classes.stream()
                .map(entry -> new Response.ClassStatus(
                        entry.name(),
                        ambiguous.contains(entry.name()) ? entry.loaderName().toString() : entry.loader(),
                        entry.woven().stream()
                                .map(member -> StatusReport.readable(member, entry))
                                .sorted()
                                .toList(),
                        readableKeys(entry)))
                .toList();
    }

    private static Map<String, String> readableKeys(WeavingReport.ClassEntry entry) {
        Map<String, String> readable = new TreeMap<>();
        entry.skipped().forEach((member, reason) -> readable.put(StatusReport.readable(member, entry), reason));
        return readable;
    }
}
