package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Members that match a pattern and are not woven. A pattern such as {@code com.acme.**} matches hundreds of abstract methods. */
final class SkippedMembers {
    private static final int LISTED = 5;

    private final Map<String, String> reasons = new LinkedHashMap<>();
    private int overLimit;
    private String limit = "";

    void add(String member, String reason) {
        reasons.put(member, reason);
    }

    void add(Response.OverLimit beyond) {
        overLimit = beyond.members();
        limit = beyond.reason();
    }

    boolean isEmpty() {
        return reasons.isEmpty() && overLimit == 0;
    }

    /** Returns the reasons by member that cannot be woven. */
    Map<String, String> reasons() {
        return reasons;
    }

    /** Returns the number of members that are not woven because patterns select too many. */
    int overLimit() {
        return overLimit;
    }

    /**
     * Returns a line for each member that cannot be woven, or one for all if there are many; and one line for all members that patterns
     * select beyond the limit.
     *
     * @param isVerbose whether there is a line for each in any case
     * @param target the JVM
     */
    List<String> lines(boolean isVerbose, JavaProcess target) {
        List<String> lines = new ArrayList<>();
        if (isVerbose || reasons.size() <= LISTED) {
            reasons.forEach((member, reason) -> lines.add("  skipped  " + member + ": " + reason));
        } else {
            lines.add(counted());
        }
        if (overLimit > 0) {
            lines.add("  skipped  " + overLimit + " members: " + limit + ". Narrow the patterns, or raise the limit:"
                    + " [observatory attach " + target.pid() + " --max N]. [observatory status] lists them");
        }
        return lines;
    }

    private String counted() {
        Map<String, Integer> counts = new TreeMap<>();
        reasons.values().forEach(reason -> counts.merge(reason, 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((reason, count) -> parts.add(count + " since " + reason));
        return "  skipped  " + reasons.size() + " members: " + String.join("; ", parts)
                + ". [--verbose] and [observatory status] list them";
    }
}
