package dev.observatory.agent.corpus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The results of one group of classes. */
final class CorpusTally {
    /** What is counted, with the labels of the table. */
    enum Count {
        CLASSES("classes"),
        DUPLICATES("ignored: same name as another"),
        APART("set apart: not verified even unwoven"),
        WOVEN("woven"),
        VERIFIED("verified, unwoven and woven"),
        BROKEN("verified unwoven, but not woven"),
        CHANGED("changed beyond the code"),
        METHODS("methods and constructors with code"),
        UNWEAVABLE("of these unweavable");

        final String label;

        Count(String label) {
            this.label = label;
        }
    }

    private static final int EXAMPLES = 20;

    private final String name;
    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Map<String, Integer> reasonsApart = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    CorpusTally(String name) {
        this.name = name;
    }

    void add(Count count, int more) {
        counts.merge(count, more, Integer::sum);
    }

    /** A method that cannot be woven; alike reasons are counted as one. */
    void addUnweavable(String reason) {
        add(Count.UNWEAVABLE, 1);
        reasons.merge(reason.replaceAll("\\d+", "#"), 1, Integer::sum);
    }

    void addApart(Throwable problem) {
        add(Count.APART, 1);
        reasonsApart.merge(problem.getClass().getSimpleName(), 1, Integer::sum);
    }

    void addFault(Count count, String fault) {
        add(count, 1);
        if (faults.size() < EXAMPLES) {
            faults.add(fault);
        }
    }

    void addAll(CorpusTally other) {
        other.counts.forEach(this::add);
        other.reasons.forEach((reason, times) -> reasons.merge(reason, times, Integer::sum));
        other.reasonsApart.forEach((reason, times) -> reasonsApart.merge(reason, times, Integer::sum));
        faults.addAll(other.faults);
    }

    int get(Count count) {
        return counts.getOrDefault(count, 0);
    }

    String name() {
        return name;
    }

    /** Why methods could not be woven, and how many. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    /** Why classes are set apart, and how many. */
    Map<String, Integer> reasonsApart() {
        return reasonsApart;
    }

    /** What must not be; the first of them. */
    List<String> faults() {
        return faults;
    }
}
