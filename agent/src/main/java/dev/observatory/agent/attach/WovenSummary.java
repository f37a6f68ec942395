package dev.observatory.agent.attach;

import dev.observatory.agent.match.GeneratedClassName;
import dev.observatory.agent.serve.AgentService.WeaveOutcome;
import dev.observatory.agent.transform.StatusReport;
import dev.observatory.agent.transform.WeavingReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a report contains of one scope, or of everything. */
final class WovenSummary {
    private final WatchScope scope;
    private final List<WeavingReport.ClassEntry> reported = new ArrayList<>();
    private final boolean includesAll;
    private final Map<String, String> notWoven = new LinkedHashMap<>();
    private final Map<String, List<String>> loaders = new TreeMap<>();
    private int classes;
    private int members;
    private int overLimit;
    private String limit = "";

    WovenSummary(WeavingReport report, WatchScope scope, boolean includesAll) {
        this.scope = scope;
        this.includesAll = includesAll;
        for (WeavingReport.ClassEntry entry : report.classes()) {
            if (entry.loaderName().isSelectedBy(scope.loader())
                    && (scope.includesGenerated() || !GeneratedClassName.matches(entry.name()))) {
                reported.add(entry);
                add(entry);
            }
        }
    }

    private void add(WeavingReport.ClassEntry entry) {
        int woven = 0;
        for (String member : entry.woven()) {
            woven += includes(entry, member) ? 1 : 0;
        }
        members += woven;
        if (woven > 0) {
            classes++;
            loaders.computeIfAbsent(entry.name(), name -> new ArrayList<>())
                    .add(entry.loaderName().toString());
        }
        entry.skipped().forEach((member, reason) -> {
            if (includes(entry, member)) {
                addSkipped(entry.name() + "." + StatusReport.readable(member, entry), reason);
            }
        });
    }

    private void addSkipped(String member, String reason) {
        if (reason.startsWith(WeavingReport.OVER_LIMIT)) {
            overLimit++;
            limit = reason.substring(reason.indexOf("patterns"));
        } else {
            notWoven.put(member, reason);
        }
    }

    private boolean includes(WeavingReport.ClassEntry entry, String member) {
        return includesAll || scope.selection().matchesName(entry.name().replace('.', '/'), member);
    }

    WeaveOutcome woven(long millis, long pauseMillis, List<String> complaints) {
        loaders.values().removeIf(names -> names.size() == 1);
        loaders.values().forEach(Collections::sort);
        return new WeaveOutcome(
                classes,
                members,
                millis,
                pauseMillis,
                new WeaveOutcome.NotWoven(notWoven, overLimit, limit),
                complaints,
                WatchPatterns.unmatched(scope.selection(), reported),
                loaders);
    }
}
