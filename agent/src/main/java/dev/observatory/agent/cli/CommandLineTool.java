package dev.observatory.agent.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole. */
@Command(
        name = "observatory",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = {
            "Observes a running Java program and leaves nothing behind.",
            "",
            "  observatory list",
            "      which JVMs run, and where the agent is at work",
            "  observatory watch 4711 'com.acme.orders.**#place*(..)' --args --result",
            "      every call as it ends, with arguments, results and times, until Ctrl-C",
            "  observatory top 4711 'com.acme.**'",
            "      which methods are called most, and how long they take",
            ""
        },
        description = {
            "",
            "A JVM is named by its process number or by part of its main class's name. A pattern is"
                    + " type#method(parameters): in a type * stands for anything but dots, ** for anything; #new is the"
                    + " constructors.",
            ""
        },
        footer = {
            "",
            "To have the agent there from the start: java -javaagent:observatory-agent.jar -jar your-program.jar"
        })
public final class CommandLineTool implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            ListCommand.class,
            AttachCommand.class,
            WatchCommand.class,
            TopCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            DetachCommand.class,
            CompletionCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // By picocli.
    private CommandSpec spec;

    private CommandLineTool() {}

    /**
     * Runs one command for the standard output of this process.
     *
     * @param arguments as typed
     * @return what to exit with
     */
    public static int runAndPrint(String[] arguments) {
        StandardOutput out = StandardOutput.used();
        int code = run(arguments);
        String failure = out.failure();
        if (failure == null) {
            return code;
        }
        System.err.println("The output could not be written: " + failure);
        return ExitCode.FAILED.number();
    }

    /**
     * Runs one command.
     *
     * @param arguments as typed
     * @return what to exit with
     */
    public static int run(String[] arguments) {
        return commandLine(needed(arguments)).execute(arguments);
    }

    /** With all commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** To read the options of a command that is not meant would take a tenth of a second for all of them. */
    private static List<Class<?>> needed(String[] arguments) {
        for (Class<?> command : COMMANDS) {
            if (arguments.length > 0 && arguments[0].equals(nameOf(command)) && command != CompletionCommand.class) {
                return List.of(command);
            }
        }
        return COMMANDS;
    }

    private static String nameOf(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new CommandLineTool());
        for (Class<?> command : commands) {
            line.addSubcommand(command);
        }
        line.setUsageHelpWidth(100);
        line.setUsageHelpAutoWidth(false);
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            if (failure instanceof CommandException told) {
                failed.getErr().println(told.getMessage());
                return told.code().number();
            }
            failed.getErr().println("That failed, and should not have: " + failure);
            failure.printStackTrace(failed.getErr());
            return ExitCode.FAILED.number();
        });
        line.setParameterExceptionHandler((misunderstood, typed) -> misunderstood(misunderstood));
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(Arrays.stream(ExitCode.values())
                        .collect(Collectors.toMap(
                                code -> Integer.toString(code.number()),
                                ExitCode::meaning,
                                (a, b) -> a,
                                LinkedHashMap::new)));
        return line;
    }

    private static int misunderstood(ParameterException misunderstood) {
        CommandLine command = misunderstood.getCommandLine();
        command.getErr().println(misunderstood.getMessage());
        UnmatchedArgumentException.printSuggestions(misunderstood, command.getErr());
        command.getErr().println("Try [" + command.getCommandSpec().qualifiedName() + " --help]");
        return ExitCode.USAGE.number();
    }

    /** Without a command: the help. */
    @Override
    public void run() {
        spec.commandLine().usage(System.out, Ansi.OFF);
    }
}
