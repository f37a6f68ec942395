package dev.observatory.agent.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has the agent leave a JVM. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = "Brings all classes back to what they were and takes the agent out.")
final class DetachCommand implements Runnable {
    @Mixin
    private final TargetOptions options = new TargetOptions();

    @Override
    public void run() {
        try (AgentClient agent = options.withAgent()) {
            agent.say(List.of("detach"));
            Map<String, String> kept = new LinkedHashMap<>();
            Map<String, Object> outcome = new LinkedHashMap<>();
            outcome.put("pid", agent.target().pid());
            for (List<String> heard = agent.hearToTheEnd(); heard != null; heard = agent.hearToTheEnd()) {
                if (heard.get(0).equals("kept")) {
                    kept.put(heard.get(1), heard.get(2));
                } else {
                    outcome.put("classes", Long.parseLong(heard.get(1)));
                    outcome.put("millis", Long.parseLong(heard.get(2)));
                    outcome.put("longestPauseMillis", Long.parseLong(heard.get(3)));
                }
            }
            outcome.put("kept", kept);
            if (options.json()) {
                Json.print(outcome);
                return;
            }
            System.out.println("Detached from JVM [" + agent.target().pid() + " "
                    + agent.target().mainClass() + "]: " + outcome.get("classes") + " classes are what they were, in "
                    + outcome.get("millis") + " ms; the program stood still for at most "
                    + outcome.get("longestPauseMillis") + " ms");
            kept.forEach((type, reason) -> System.out.println("  still woven, idle  " + type + ": " + reason));
        }
    }
}
