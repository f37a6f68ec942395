package dev.observatory.agent.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Lists the JVMs, and loads what the other commands load: a JVM that runs it can write an archive with which the JVMs of commands start
 * faster. Run by {@code scripts/observatory}.
 */
@Command(name = "warm-up", hidden = true, description = "Loads the classes of the other commands.")
final class WarmUpCommand implements Runnable {
    private static final List<String[]> TYPICAL = List.of(
            new String[] {"watch", "1", "com.acme.Shop#sell", "--args", "--min-duration", "10ms"},
            new String[] {"top", "1", "com.acme.Shop"},
            new String[] {"attach", "1"},
            new String[] {"status", "1"},
            new String[] {"detach", "1"});

    @Override
    public void run() {
        new ConnectionPreload().run();
        CommandLine commands = CommandLineTool.commandLine();
        for (String[] arguments : TYPICAL) {
            commands.parseArgs(arguments);
        }
        commands.execute("list");
    }
}
