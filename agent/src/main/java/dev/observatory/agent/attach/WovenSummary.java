package dev.observatory.agent.attach;

import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.serve.AgentService.WeaveOutcome;
import dev.observatory.agent.transform.StatusReport;
import dev.observatory.agent.transform.WeavingReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a report contains of one selection, or of everything. */
final class WovenSummary {
    private final MemberSelection selection;
    private final List<WeavingReport.ClassEntry> reported;
    private final boolean includesAll;
    private final Map<String, String> notWoven = new LinkedHashMap<>();
    private int classes;
    private int members;

    WovenSummary(WeavingReport report, MemberSelection selection, boolean includesAll) {
        this.selection = selection;
        this.reported = report.classes();
        this.includesAll = includesAll;
        reported.forEach(this::add);
    }

    private void add(WeavingReport.ClassEntry entry) {
        int woven = 0;
        for (String member : entry.woven()) {
            woven += includes(entry, member) ? 1 : 0;
        }
        members += woven;
        classes += woven == 0 ? 0 : 1;
        entry.skipped().forEach((member, reason) -> {
            if (includes(entry, member)) {
                notWoven.put(entry.name() + "." + StatusReport.readable(member), reason);
            }
        });
    }

    private boolean includes(WeavingReport.ClassEntry entry, String member) {
        return includesAll || selection.matchesName(entry.name().replace('.', '/'), member);
    }

    WeaveOutcome woven(long millis, long pauseMillis, List<String> complaints) {
        return new WeaveOutcome(
                classes,
                members,
                millis,
                pauseMillis,
                notWoven,
                complaints,
                WatchPatterns.unmatched(selection, reported));
    }
}
