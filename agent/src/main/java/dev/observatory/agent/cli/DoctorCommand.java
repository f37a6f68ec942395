package dev.observatory.agent.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what may go wrong with a JVM. Changes nothing: neither is the agent loaded, nor is the JVM asked to listen. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Tells whether attaching can work, what else is in the JVM, and which of its JDK's mistakes matter.",
            "Changes nothing."
        })
final class DoctorCommand implements Runnable {
    @Mixin
    private final TargetOptions options = new TargetOptions();

    @Override
    public void run() {
        JavaProcess target = options.target();
        Map<String, Object> findings = new LinkedHashMap<>();
        findings.put("pid", target.pid());
        findings.put("mainClass", target.mainClass());
        findings.put("jdk", target.jdk().isEmpty() ? "unknown" : target.jdk());
        findings.put("attach", attach(target));
        findings.put("flags", JvmFlags.thatMatter(target));
        findings.put("otherAgents", JvmFlags.otherAgents(target));
        findings.put("jdkBugs", JdkBugs.of(target));
        ask(target, findings);
        print(findings);
    }

    private void ask(JavaProcess target, Map<String, Object> findings) {
        try (AgentClient present = AgentClient.withPresent(target, options.timeoutMillis())) {
            findings.put("agent", present == null ? agentWithoutWord(target) : "at work");
            if (present != null) {
                findings.putAll(AgentStatus.ask(present).fields());
                findings.put("agent", "at work, version " + Versions.own());
            }
        } catch (CommandException obstacle) {
            findings.put("agent", String.valueOf(obstacle.getMessage()));
        }
    }

    private static String agentWithoutWord(JavaProcess target) {
        return target.startedWithAgent()
                ? "came with the start of the JVM; [observatory status] asks it"
                : "not at work";
    }

    private static String attach(JavaProcess target) {
        try {
            AttachChecks.requireAttachable(target);
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
