package dev.observatory.agent;

import dev.observatory.agent.cli.CommandLineTool;

/** The command line: {@code java -jar observatory-agent.jar}. */
public final class Main {
    private Main() {}

    /**
     * Runs one command, and exits with a code that tells how it ended.
     *
     * @param arguments {@code --help} explains them
     */
    public static void main(String[] arguments) {
        System.exit(CommandLineTool.runAndPrint(arguments));
    }

    public static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpacked)" : version;
    }
}
