package dev.observatory.agent.transform;

import dev.observatory.agent.jvm.AgentVersion;
import dev.observatory.agent.wire.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Type;

/** Tells a person what the agent did: every tagged or named member, woven or skipped with the reason. */
public final class StatusReport {
    private final StringBuilder text = new StringBuilder();
    private int woven;
    private int skipped;

    private StatusReport() {}

    static String of(WeavingReport report, long suppressedErrors, List<String> otherAgents) {
        StatusReport members = new StatusReport();
        List<WeavingReport.ClassEntry> classes = report.classes();
        classes.forEach(members::add);
        return "Observatory agent " + AgentVersion.current() + " on JDK " + Runtime.version() + "\n"
                + members.woven + " members woven and " + members.skipped + " skipped in " + classes.size()
                + " classes\n"
                + "errors of observers kept from the program: " + suppressedErrors + "\n"
                + "other agents on the command line: " + (otherAgents.isEmpty() ? "none" : otherAgents) + "\n"
                + members.text;
    }

    /** The same, for others to tell. */
    public static List<Response.ClassStatus> structured(WeavingReport report) {
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
        skipped.forEach((member, reason) -> readable.put(readable(member), reason));
        return readable;
    }

    private void add(WeavingReport.ClassEntry entry) {
        text.append(entry.name()).append(" in ").append(entry.loader()).append('\n');
        entry.woven().stream().map(StatusReport::readable).sorted().forEach(member -> {
            text.append("  woven    ").append(member).append('\n');
            woven++;
        });
        entry.skipped().entrySet().stream()
                .map(reason -> Map.entry(readable(reason.getKey()), reason.getValue()))
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

    /** As in source code, with the packages of parameter types left out; a field is its name. */
    public static String readable(String member) {
        int open = member.indexOf('(');
        if (open < 0) {
            return member;
        }
        StringBuilder readable = new StringBuilder(member.substring(0, open)).append('(');
        String separator = "";
        for (Type parameter : Type.getArgumentTypes(member.substring(open))) {
            String name = parameter.getClassName();
            readable.append(separator).append(name.substring(name.lastIndexOf('.') + 1));
            separator = ", ";
        }
        return readable.append(')').toString();
    }
}
