package dev.observatory.agent.transform;

import dev.observatory.agent.jvm.AgentVersion;
import dev.observatory.agent.match.ClosureName;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/** The status for people to read: every tagged or selected member, woven or skipped with the reason. */
public final class StatusReport {
    private final StringBuilder text = new StringBuilder();
    private int woven;
    private int skipped;

    private StatusReport() {}

    static String of(
            WeavingReport report,
            long suppressedErrors,
            Map<String, String> observersNotConnected,
            List<String> otherAgents) {
        StatusReport members = new StatusReport();
        List<WeavingReport.ClassEntry> classes = report.classes();
        classes.forEach(members::add);
        return "Observatory agent " + AgentVersion.current() + " on JDK " + Runtime.version() + "\n"
                + members.woven + " members woven and " + members.skipped + " skipped in " + classes.size()
                + " classes\n"
                + "errors of observers kept from the program: " + suppressedErrors + "\n"
                + textOf(observersNotConnected)
                + "other agents on the command line: " + (otherAgents.isEmpty() ? "none" : otherAgents) + "\n"
                + members.text;
    }

    /** Returns a line for each class whose static observers are not connected, and nothing if all are. */
    private static String textOf(Map<String, String> observersNotConnected) {
        StringBuilder lines = new StringBuilder();
        observersNotConnected.forEach((name, reason) -> lines.append("observers not connected: class [")
                .append(name)
                .append("]: ")
                .append(reason.replace("\n", " "))
                .append('\n'));
        return lines.toString();
    }

    private void add(WeavingReport.ClassEntry entry) {
        text.append(entry.name()).append(" in ").append(entry.loader()).append('\n');
        entry.woven().stream().map(member -> readable(member, entry)).sorted().forEach(member -> {
            text.append("  woven    ").append(member).append('\n');
            woven++;
        });
        entry.skipped().entrySet().stream()
                .map(reason -> Map.entry(readable(reason.getKey(), entry), reason.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(reason -> {
                    text.append("  skipped  ")
                            .append(reason.getKey())
                            .append(": ")
                            .append(reason.getValue())
                            .append('\n');
                    skipped++;
                });
    }

    /**
     * Formats a member as in source code, without the packages of parameter types.
     *
     * @param member a method by name and descriptor, a field by name
     * @param entry the class that declares it
     * @return a text such as {@code place(Order, int)} or {@code place/lambda(int)}
     */
    public static String readable(String member, WeavingReport.ClassEntry entry) {
        int open = member.indexOf('(');
        if (open < 0) {
            return member;
        }
        StringBuilder readable =
                new StringBuilder(ClosureName.shown(member.substring(0, open), entry.woven())).append('(');
        String separator = "";
        for (Type parameter : Type.getArgumentTypes(member.substring(open))) {
            String name = parameter.getClassName();
            readable.append(separator).append(name.substring(name.lastIndexOf('.') + 1));
            separator = ", ";
        }
        return readable.append(')').toString();
    }
}
