package dev.observatory.agent.cli;

import dev.observatory.agent.jvm.AgentVersion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line tool and its list of commands. */
@Command(
        name = "observatory",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineTool.Version.class,
        header = {
            "Observes a running Java program and leaves nothing behind.",
            "",
            "  observatory list",
            "      the running JVMs, and where the agent is active",
            "  observatory watch 4711 'com.acme.orders.**#place*(..)' --args --result",
            "      calls as they end, with arguments, results and durations, until Ctrl-C",
            "  observatory top 4711 'com.acme.**'",
            "      the most called methods and their durations",
            ""
        },
        description = {
            "",
            "A JVM is selected by its process number or by part of the name of its main class. A pattern is"
                    + " type#method(parameters): in a type, * matches anything but dots and ** anything; #new matches"
                    + " constructors, #method/lambda the bodies of the lambdas in a method.",
            ""
        },
        footer = {"", "To start a program with the agent: java -javaagent:observatory-agent.jar -jar your-program.jar"})
public final class CommandLineTool implements Runnable {
    /** The command list: a new command is added here. */
    private static final List<Class<?>> COMMANDS = List.of(
            ListCommand.class,
            AttachCommand.class,
            WatchCommand.class,
            TopCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            DetachCommand.class,
            CompletionCommand.class,
            WarmUpCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // By picocli.
    private CommandSpec spec;

    private CommandLineTool() {}

    /**
     * Runs a command that prints to the standard output stream of this process.
     *
     * @param arguments the command and its options
     * @return the exit code
     */
    public static int runAndPrint(String[] arguments) {
        if (arguments.length > 1) {
            ConnectionPreload.start();
        }
        StandardOutput out = StandardOutput.install();
        int code = run(arguments);
        String failure = out.failure();
        if (failure == null) {
            return code;
        }
        System.err.println("The output could not be written: " + failure);
        return ExitCode.FAILED.number();
    }

    /**
     * Runs a command.
     *
     * @param arguments the command and its options
     * @return the exit code
     */
    public static int run(String[] arguments) {
        return commandLine(needed(arguments)).execute(arguments);
    }

    /** Returns the command line with all commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** Leaves out commands that are not run, since reading the annotations of all takes a tenth of a second. */
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
        line.setOut(EscapingPrintStream.writerTo(System.out));
        line.setErr(EscapingPrintStream.writerTo(System.err));
        line.setUsageHelpWidth(100);
        line.setUsageHelpAutoWidth(false);
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            if (failure instanceof CommandException reported) {
                failed.getErr().println(reported.getMessage());
                return reported.code().number();
            }
            failed.getErr().println("Internal error: " + failure);
            failure.printStackTrace(failed.getErr());
            return ExitCode.FAILED.number();
        });
        line.setParameterExceptionHandler((invalid, typed) -> printUsageError(invalid));
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

    private static int printUsageError(ParameterException invalid) {
        CommandLine command = invalid.getCommandLine();
        command.getErr().println(invalid.getMessage());
        UnmatchedArgumentException.printSuggestions(invalid, command.getErr());
        command.getErr().println("Try [" + command.getCommandSpec().qualifiedName() + " --help]");
        return ExitCode.USAGE.number();
    }

    /** Prints the help if no command is given. */
    @Override
    public void run() {
        spec.commandLine().usage(System.out, Ansi.OFF);
    }

    /** Prints the version for {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Observatory " + AgentVersion.current()};
        }
    }
}
