package dev.observatory.agent.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a script with which the shell completes commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a completion script for bash and zsh: source <(observatory completion)")
final class CompletionCommand implements Runnable {
    @Override
    public void run() {
        System.out.print(AutoComplete.bash("observatory", CommandLineTool.commandLine()));
    }
}
