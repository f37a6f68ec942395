package dev.observatory.bench.attach;

import dev.observatory.bench.run.LiveProgram;
import dev.observatory.bench.run.ObservatoryCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * This library's command line. Its agent leaves the program with the last {@code watch}.
 *
 * @param agentJar the path of the agent jar
 */
record ObservatoryTool(String agentJar) implements AttachTool {
    @Override
    public String title() {
        return "ours";
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<String> watch(LiveProgram program, ToolHome home, WatchedMethod method, int number, boolean isOne) {
        // The folder of the sockets is the system's and not the program's, unless named.
        List<String> arguments = new ArrayList<>(List.of(
                "watch",
                program.pid(),
                method.type() + "#" + method.name(),
                "--args",
                "--result",
                "--socket-dir",
                home.temporary().toString()));
        if (isOne) {
            arguments.addAll(List.of("--limit", "1"));
        }
        return new ObservatoryCommand(agentJar).command(home.jvmOptions(), arguments);
    }

    @Override
    public boolean isEvent(String line, WatchedMethod method) {
        return line.contains(method.name() + "(");
    }

    @Override
    public List<String> leave(LiveProgram program, ToolHome home) {
        return List.of();
    }
}
