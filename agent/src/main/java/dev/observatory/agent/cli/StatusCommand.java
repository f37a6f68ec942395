package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Response;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows everything that the agent in a JVM has woven or skipped. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows everything that is woven, or skipped with the reason.")
final class StatusCommand implements Runnable {
    @Mixin
    private final TargetJvmOptions options = new TargetJvmOptions();

    @Override
    public void run() {
        try (AgentClient agent = options.connect()) {
            AgentStatus status = AgentStatus.fetch(agent);
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

    private static void print(List<Response.ClassStatus> classes) {
        int woven = classes.stream().mapToInt(type -> type.woven().size()).sum();
        int skipped = classes.stream().mapToInt(type -> type.skipped().size()).sum();
        System.out.println(woven + " members woven and " + skipped + " skipped in " + classes.size() + " classes");
        for (Response.ClassStatus type : classes) {
            System.out.println(type.name() + " in " + type.loader());
            type.woven().forEach(member -> System.out.println("  woven    " + member));
            type.skipped().forEach((member, reason) -> System.out.println("  skipped  " + member + ": " + reason));
        }
    }
}
