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
        try (AgentConversation agent = arrived.conversation()) {
            agent.say(List.of("weave", arguments()));
            Map<String, Object> outcome = new LinkedHashMap<>();
            List<String> complaints = new ArrayList<>();
            Map<String, String> skipped = new LinkedHashMap<>();
            for (List<String> heard = agent.hearToTheEnd(); heard != null; heard = agent.hearToTheEnd()) {
                switch (heard.get(0)) {
                    case "complaint" -> complaints.add(heard.get(1));
                    case "skipped" -> skipped.put(heard.get(1), heard.get(2));
                    case "woven" -> WovenText.into(outcome, heard);
                    default -> {} // Of a protocol that knows more.
                }
            }
            outcome.put("pid", agent.target().pid());
            outcome.put("alreadyAttached", !arrived.isNew());
            outcome.put("skipped", skipped);
            outcome.put("complaints", complaints);
            print(agent.target(), outcome, skipped, complaints);
        }
    }

    private String arguments() {
        List<String> arguments = new ArrayList<>();
        addTo(arguments, "include", include);
        addTo(arguments, "exclude", exclude);
        addTo(arguments, "fields", fields);
        if (!observe.equals("none")) {
            arguments.add("observe=" + observe);
        }
        return String.join(";", arguments);
    }

    private static void addTo(List<String> arguments, String key, List<String> patterns) {
        if (!patterns.isEmpty()) {
            arguments.add(key + "=" + String.join(",", patterns));
        }
    }

    private void print(
            JavaProcess target, Map<String, Object> outcome, Map<String, String> skipped, List<String> complaints) {
        if (options.json()) {
            System.out.println(Json.of(outcome));
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
