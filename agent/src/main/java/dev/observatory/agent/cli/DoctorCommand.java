package dev.observatory.agent.cli;

import dev.observatory.agent.jvm.AgentVersion;
import dev.observatory.agent.jvm.JdkBug;
import dev.observatory.agent.jvm.OtherAgents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reports what could make attaching to a JVM fail. Has no effect on the JVM: the agent is not loaded, no signal is sent. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Reports whether attaching can work, other agents in the JVM, and bugs of its JDK that matter.",
            "Has no effect on the JVM."
        })
final class DoctorCommand implements Runnable {
    @Mixin
    private final TargetJvmOptions options = new TargetJvmOptions();

    @Override
    public void run() {
        JavaProcess target = options.target();
        Map<String, Object> findings = new LinkedHashMap<>();
        findings.put("pid", target.pid());
        findings.put("mainClass", target.mainClass());
        findings.put("jdk", target.jdk().isEmpty() ? "unknown" : target.jdk());
        findings.put("attach", attach(target));
        findings.put("flags", JvmFlags.relevantOf(target));
        findings.put("otherAgents", OtherAgents.among(target.argumentList()));
        findings.put("jdkBugs", jdkBugs(target));
        addStatus(target, findings);
        print(findings);
    }

    private static List<String> jdkBugs(JavaProcess target) {
        List<String> bugs = new ArrayList<>();
        Runtime.Version version = target.jdkVersion();
        if (version == null) {
            return bugs;
        }
        if (JdkBug.LOST_PARAMETER_NAMES.affects(version)) {
            bugs.add(line(
                    JdkBug.LOST_PARAMETER_NAMES,
                    "weaving loaded classes drops the names of their parameters; the agent restores them"));
        }
        if (JdkBug.BROKEN_ANNOTATED_RECORDS.affects(version)) {
            bugs.add(line(
                    JdkBug.BROKEN_ANNOTATED_RECORDS,
                    "weaving loaded records with annotated types may break them; the agent does not weave them"));
        }
        if (version.feature() >= AgentLoader.JEP_451) {
            bugs.add("JEP 451 (not a bug): the JVM prints a warning when an agent is loaded into it");
        }
        return bugs;
    }

    private static String line(JdkBug bug, String effect) {
        return bug.id() + ": " + effect + ". Fixed in " + bug.fixedIn();
    }

    private void addStatus(JavaProcess target, Map<String, Object> findings) {
        AgentSockets sockets = options.sockets(target);
        try (AgentClient agent = AgentClient.connect(target, sockets, options.timeoutMillis())) {
            findings.put("agent", agent == null ? inactiveAgent(target, sockets) : "active");
            if (agent != null) {
                findings.putAll(AgentStatus.fetch(agent).fields());
                findings.put("agent", "active, version " + AgentVersion.current());
            }
        } catch (CommandException obstacle) {
            findings.put("agent", String.valueOf(obstacle.getMessage()));
        }
    }

    private static String inactiveAgent(JavaProcess target, AgentSockets sockets) {
        return target.startedWithAgent() && !sockets.hasDetached()
                ? "started with the JVM; [observatory status] shows more"
                : "not active";
    }

    private static String attach(JavaProcess target) {
        try {
            AttachChecks.requireLoadable(target);
            return "possible";
        } catch (CommandException obstacle) {
            return String.valueOf(obstacle.getMessage());
        }
    }

    private void print(Map<String, Object> findings) {
        if (options.json()) {
            Json.print(findings);
            return;
        }
        findings.forEach((name, value) -> {
            if (value instanceof List<?> lines) {
                System.out.println(name + ":" + (lines.isEmpty() ? " none" : ""));
                lines.forEach(
                        line -> System.out.println("  " + (line instanceof Map<?, ?> type ? summary(type) : line)));
            } else {
                System.out.println(name + ": " + value);
            }
        });
    }

    private static String summary(Map<?, ?> type) {
        return type.get("name") + ": woven " + type.get("woven") + ", skipped " + type.get("skipped");
    }
}
