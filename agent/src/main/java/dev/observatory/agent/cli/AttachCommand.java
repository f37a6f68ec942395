package dev.observatory.agent.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads the agent into a JVM and has it weave. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = "Loads the agent into a JVM and weaves what is tagged or named, loaded classes included.")
final class AttachCommand implements Runnable {
    @Mixin
    private final TargetOptions options = new TargetOptions();

    @Option(names = "--include", paramLabel = "PATTERN", description = "Methods to weave. May be given more than once.")
    private List<String> include = List.of();

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "Methods not to weave all the same.")
    private List<String> exclude = List.of();

    @Option(names = "--fields", paramLabel = "PATTERN", description = "Fields whose assignments to weave.")
    private List<String> fields = List.of();

    @Option(
            names = "--observe",
            paramLabel = "log|jfr|none",
            defaultValue = "none",
            description = "Where the program tells its events: its log, the flight recorder, or nowhere (default).")
    private String observe = "none";

    @Override
    public void run() {
        TargetOptions.Arrived arrived = options.arrive();
        try (AgentClient agent = arrived.conversation()) {
            agent.say(question());
            Map<String, Object> outcome = new LinkedHashMap<>();
            List<String> complaints = new ArrayList<>();
            UnmetPatterns unmet = new UnmetPatterns();
            Map<String, String> skipped = new LinkedHashMap<>();
            for (List<String> heard = agent.hearToTheEnd(); heard != null; heard = agent.hearToTheEnd()) {
                switch (heard.get(0)) {
                    case "complaint" -> complaints.add(heard.get(1));
                    case "skipped" -> skipped.put(heard.get(1), heard.get(2));
                    case "unmet" -> unmet.add(heard);
                    case "woven" -> WovenText.into(outcome, heard);
                    default -> {} // Of a protocol that knows more.
                }
            }
            outcome.put("pid", agent.target().pid());
            outcome.put("alreadyAttached", !arrived.isNew());
            outcome.put("skipped", skipped);
            outcome.put("complaints", complaints);
            outcome.put("unmet", unmet.byPattern());
            print(agent.target(), outcome, skipped, complaints);
            if (!options.json()) {
                unmet.lines(" It is woven when such a class is loaded").forEach(System.err::println);
            }
        }
    }

    private List<String> question() {
        List<String> question = new ArrayList<>(List.of("weave"));
        WatchCommand.addAll(question, "include", include);
        WatchCommand.addAll(question, "exclude", exclude);
        WatchCommand.addAll(question, "fields", fields);
        if (!observe.equals("none")) {
            WatchCommand.addAll(question, "observe", List.of(observe)); // Otherwise the program's own settings hold.
        }
        return question;
    }

    private void print(
            JavaProcess target, Map<String, Object> outcome, Map<String, String> skipped, List<String> complaints) {
        if (options.json()) {
            Json.print(outcome);
            return;
        }
        boolean isNew = Boolean.FALSE.equals(outcome.get("alreadyAttached"));
        System.out.println((isNew ? "Attached to " : "Was attached already to ") + "JVM [" + target.pid() + " "
                + target.mainClass() + "]");
        System.out.println(WovenText.of(outcome));
        complaints.forEach(System.out::println);
        skipped.forEach((member, reason) -> System.out.println("  skipped  " + member + ": " + reason));
        System.out.println("To bring everything back: observatory detach " + target.pid());
    }
}
