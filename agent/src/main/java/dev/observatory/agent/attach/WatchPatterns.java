package dev.observatory.agent.attach;

import dev.observatory.agent.match.MemberPattern;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.transform.WeavingReport;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Patterns as somebody types them, and what they meet. */
public final class WatchPatterns {
    private WatchPatterns() {}

    /**
     * Reads patterns.
     *
     * @throws IllegalArgumentException if one cannot be understood; the message says why
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

    /** The patterns of a selection that mean nothing of what is woven or skipped. */
    static List<String> unmet(MemberSelection selection, List<WeavingReport.ClassEntry> classes) {
        List<String> unmet = new ArrayList<>();
        for (MemberPattern method : selection.include()) {
            if (!isMet(new MemberSelection(List.of(method), List.of(), List.of()), classes)) {
                unmet.add(method.toString());
            }
        }
        for (MemberPattern field : selection.fields()) {
            if (!isMet(new MemberSelection(List.of(), List.of(), List.of(field)), classes)) {
                unmet.add(field.toString());
            }
        }
        return unmet;
    }

    private static boolean isMet(MemberSelection one, List<WeavingReport.ClassEntry> classes) {
        for (WeavingReport.ClassEntry type : classes) {
            String name = type.name().replace('.', '/');
            boolean isMeant = one.mayMatch(name)
                    && (type.skipped().containsKey(WeavingReport.ALL)
                            || type.woven().stream().anyMatch(member -> one.matchesName(name, member))
                            || type.skipped().keySet().stream().anyMatch(member -> one.matchesName(name, member)));
            if (isMeant) {
                return true;
            }
        }
        return false;
    }

    /** Class and method of an event, for people. */
    static String label(Function<String, @Nullable Object> event) {
        return event.apply("action") instanceof Executable action
                ? action.getDeclaringClass().getName() + "." + EventEncoder.signatureOf(action)
                : String.valueOf(event.apply("name"));
    }
}
