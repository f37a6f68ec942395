package dev.observatory.agent.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what the agent in a JVM has done. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows everything that is woven, or skipped and why.")
final class StatusCommand implements Runnable {
    @Mixin
    private final TargetOptions options = new TargetOptions();

    @Override
    public void run() {
        try (AgentClient agent = options.withAgent()) {
            AgentStatus status = AgentStatus.ask(agent);
            if (options.json()) {
                Json.print(status.fields());
                return;
            }
            JavaProcess target = agent.target();
            System.out.println("JVM [" + target.pid() + " " + target.mainClass() + "]");
            for (Map.Entry<String, String> fact : status.facts().entrySet()) {
                if (!fact.getValue().isEmpty()) {
                    System.out.println("  " + fact.getKey() + ": " + fact.getValue());
                }
            }
            print(status.classes());
        }
    }

    private static void print(List<AgentStatus.ClassLines> classes) {
        int woven = classes.stream().mapToInt(type -> type.woven().size()).sum();
        int skipped = classes.stream().mapToInt(type -> type.skipped().size()).sum();
        System.out.println(woven + " members woven and " + skipped + " skipped in " + classes.size() + " classes");
        for (AgentStatus.ClassLines type : classes) {
            System.out.println(type.name() + " in " + type.loader());
            type.woven().forEach(member -> System.out.println("  woven    " + member));
            type.skipped().forEach((member, reason) -> System.out.println("  skipped  " + member + ": " + reason));
        }
    }
}
