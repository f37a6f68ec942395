package dev.observatory.agent.attach;

import dev.observatory.agent.match.MemberPattern;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.transform.WeavingReport;
import java.util.ArrayList;
import java.util.List;

/** Parses the patterns of a client, and finds those that match nothing. */
public final class WatchPatterns {
    private WatchPatterns() {}

    /**
     * Parses patterns.
     *
     * @param methods patterns of methods
     * @param fields patterns of fields
     * @return the selection of what they match
     * @throws IllegalArgumentException if one cannot be parsed; the message contains the reason
     */
    public static MemberSelection selection(List<String> methods, List<String> fields) {
        return new MemberSelection(
                methods.stream().map(WatchPatterns::pattern).toList(),
                List.of(),
                fields.stream().map(WatchPatterns::pattern).toList());
    }

    private static MemberPattern pattern(String text) {
        try {
            return MemberPattern.of(text);
        } catch (IllegalArgumentException illegal) {
            throw new IllegalArgumentException("Pattern [" + text + "] cannot be read: " + illegal.getMessage());
        }
    }

    /** Returns the patterns of a selection that match no woven or skipped member. */
    static List<String> unmatched(MemberSelection selection, List<WeavingReport.ClassEntry> classes) {
        List<String> unmatched = new ArrayList<>();
        for (MemberPattern method : selection.include()) {
            if (!isMatched(new MemberSelection(List.of(method), List.of(), List.of()), classes)) {
                unmatched.add(method.toString());
            }
        }
        for (MemberPattern field : selection.fields()) {
            if (!isMatched(new MemberSelection(List.of(), List.of(), List.of(field)), classes)) {
                unmatched.add(field.toString());
            }
        }
        return unmatched;
    }

    private static boolean isMatched(MemberSelection one, List<WeavingReport.ClassEntry> classes) {
        for (WeavingReport.ClassEntry type : classes) {
            String name = type.name().replace('.', '/');
            boolean isMatched = one.mayMatch(name)
                    && (type.skipped().containsKey(WeavingReport.ALL)
                            || type.woven().stream().anyMatch(member -> one.matchesName(name, member))
                            || type.skipped().keySet().stream().anyMatch(member -> one.matchesName(name, member)));
            if (isMatched) {
                return true;
            }
        }
        return false;
    }
}
