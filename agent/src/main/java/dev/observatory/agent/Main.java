package dev.observatory.agent;

import dev.observatory.agent.cli.CommandLineTool;

/** The command line: {@code java -jar observatory-agent.jar}. */
public final class Main {
    private Main() {}

    /**
     * Runs one command, and exits with its exit code.
     *
     * @param arguments the command and its options; {@code --help} lists them
     */
    public static void main(String[] arguments) {
        System.exit(CommandLineTool.runAndPrint(arguments));
    }
}
