package dev.observatory.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.cli.CommandLineTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line, as users run it. */
public final class Tool {
    private Tool() {}

    /** In a JVM of its own, by {@code java -jar}. */
    public static ForkedJvm.Result run(String... arguments) {
        return ForkedJvm.launch(command(arguments), Map.of());
    }

    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(ForkedJvm.tool("java"), "-jar", ForkedJvm.agentJar().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Expects that all went well; what it printed. */
    public static List<String> linesOf(String... arguments) {
        ForkedJvm.Result result = run(arguments);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.lines();
    }

    /** In this JVM, from the agent's jar all the same: for tests that run it hundreds of times. */
    public static void quickly(String... arguments) {
        assertThat(CommandLineTool.run(arguments)).isZero();
    }
}
