package dev.observatory.agent.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Members that match a pattern and cannot be woven. A pattern such as {@code com.acme.**} matches hundreds of abstract methods. */
final class SkippedMembers {
    private static final int LISTED = 5;

    private final Map<String, String> reasons = new LinkedHashMap<>();

    void add(String member, String reason) {
        reasons.put(member, reason);
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** Returns the reasons by member. */
    Map<String, String> reasons() {
        return reasons;
    }

    /**
     * Returns a line for each member, or one for all if there are many.
     *
     * @param isVerbose whether there is a line for each in any case
     */
    List<String> lines(boolean isVerbose) {
        List<String> lines = new ArrayList<>();
        if (isVerbose || reasons.size() <= LISTED) {
            reasons.forEach((member, reason) -> lines.add("  skipped  " + member + ": " + reason));
            return lines;
        }
        Map<String, Integer> counts = new TreeMap<>();
        reasons.values().forEach(reason -> counts.merge(reason, 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((reason, count) -> parts.add(count + " since " + reason));
        lines.add("  skipped  " + reasons.size() + " members: " + String.join("; ", parts)
                + ". [--verbose] and [observatory status] list them");
        return lines;
    }
}
