package dev.observatory.agent;

import dev.observatory.agent.cli.CommandLineTool;

/** The command line: {@code java -jar observatory-agent.jar}. */
public final class Main {
    private Main() {}

    /**
     * Runs a command and exits with its exit code.
     *
     * @param arguments {@code --help} explains them
     */
    public static void main(String[] arguments) {
        System.exit(CommandLineTool.runAndPrint(arguments));
    }
}
