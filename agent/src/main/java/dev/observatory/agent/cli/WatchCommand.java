package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.WatchOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Streams calls and assignments. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Streams calls of matching methods as they end, until Ctrl-C, --limit, or the end of the program.",
            "Then the classes that were woven for it are reverted. Values are shown only if requested, and never those"
                    + " whose names indicate secrets."
        })
final class WatchCommand implements Runnable {
    private static final int ATTEMPTS = 2;
    private static final int MAX_BUFFER_MEBIBYTES = 1024;

    @Mixin
    private final TargetJvmOptions options = new TargetJvmOptions();

    @Parameters(index = "1..*", paramLabel = "PATTERN", description = "Methods to watch.")
    private List<String> methods = List.of();

    @Option(
            names = "--fields",
            paramLabel = "PATTERN",
            description = "Fields whose assignments to watch, with old and new value.")
    private List<String> fields = List.of();

    @Option(names = "--args", description = "Show arguments as they are at the beginning of the call.")
    private boolean args;

    @Option(names = "--args-after", description = "Show arguments as they are at the end of the call.")
    private boolean argsAfter;

    @Option(
            names = "--begin",
            description = "Also print a line when a call begins, so that calls that do not end can be seen.")
    private boolean begin;

    @Option(names = "--result", description = "Show results.")
    private boolean result;

    @Option(names = "--duration", description = "Show durations (the default if nothing else is shown).")
    private boolean duration;

    @Option(names = "--exceptions", description = "Show the messages of exceptions, not only their classes.")
    private boolean exceptions;

    @Option(names = "--tags", description = "Show tags.")
    private boolean tags;

    @Option(names = "--failures", description = "Show only calls that throw.")
    private boolean failures;

    @Option(
            names = "--min-duration",
            paramLabel = "TIME",
            defaultValue = "0ns",
            converter = DurationConverter.class,
            description = "Show only calls that take at least this long, such as 10ms.")
    private long minNanos;

    @Option(
            names = "--instance-of",
            paramLabel = "TYPE",
            defaultValue = "",
            description = "Show only calls on instances of this type, by full or simple name.")
    private String instanceOf = "";

    @Option(
            names = "--loader",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Watch only classes of this class loader, by name, number or the name of its class.")
    private String loader = "";

    @Option(
            names = "--generated",
            description = "Do not leave out classes that are generated while the program runs, such as proxies.")
    private boolean generated;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "End after N events.")
    private long limit;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "0", description = "Show at most N events per second.")
    private int rate;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            converter = ColorMode.Converter.class,
            description = "Color calls that throw; by default on a terminal, unless the variable NO_COLOR is set.")
    private ColorMode color = ColorMode.AUTO;

    @Option(names = "--verbose", description = "List every matching member that cannot be woven.")
    private boolean verbose;

    @Option(
            names = "--buffer",
            paramLabel = "MIB",
            defaultValue = "4",
            description =
                    "Memory of the program, in MiB, for events that wait to be shown; beyond it the oldest are dropped"
                            + " (default: ${DEFAULT-VALUE}).")
    private int bufferMebibytes;

    @Option(
            names = "--redact",
            paramLabel = "NAME",
            description = "Hide values with this name too; with a leading minus, show them.")
    private List<String> redact = List.of();

    @Option(
            names = "--unsafe-tostring",
            description = "Format values with toString(), which executes application code on the program's threads.")
    private boolean callsToString;

    @Override
    public void run() {
        if (methods.isEmpty() && fields.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "A pattern is missing: name the methods to watch, or the fields with [--fields]. For example"
                            + " [observatory watch 4711 'com.acme.**#place*(..)']");
        }
        TargetJvmOptions.requireAtLeast(0, "--limit", limit);
        TargetJvmOptions.requireAtLeast(0, "--rate", rate);
        TargetJvmOptions.requireAtLeast(1, "--buffer", bufferMebibytes);
        if (bufferMebibytes > MAX_BUFFER_MEBIBYTES) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "[--buffer] must be at most [" + MAX_BUFFER_MEBIBYTES + "], but is [" + bufferMebibytes + "]");
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (watch()) {
                return;
            }
        }
        throw new CommandException(
                ExitCode.FAILED, "Other commands detached the agent before it could watch. Try again");
    }

    /** Returns false if the agent was being detached; then another attempt loads it again. */
    private boolean watch() {
        try (AgentClient agent = options.connectOrLoad().client();
                InterruptHandler interrupt = InterruptHandler.install(agent)) {
            agent.send(request());
            boolean showsDuration = duration || !(args || argsAfter || result || exceptions || tags);
            WatchPrinter.Style style = new WatchPrinter.Style(options.json(), showsDuration, color, verbose);
            return new WatchPrinter(agent, interrupt, style).run();
        }
    }

    private Request.Watch request() {
        return new Request.Watch(
                methods,
                fields,
                watchOptions(),
                minNanos,
                instanceOf,
                loader,
                redact,
                limit,
                rate,
                bufferMebibytes << 20);
    }

    private Set<WatchOption> watchOptions() {
        Map<WatchOption, Boolean> given = new EnumMap<>(WatchOption.class);
        given.put(WatchOption.ARGUMENTS, args);
        given.put(WatchOption.ARGUMENTS_AFTER, argsAfter);
        given.put(WatchOption.BEGINS, begin);
        given.put(WatchOption.RESULTS, result);
        given.put(WatchOption.EXCEPTIONS, exceptions);
        given.put(WatchOption.TAGS, tags);
        given.put(WatchOption.CALLS_TO_STRING, callsToString);
        given.put(WatchOption.FAILURES_ONLY, failures);
        given.put(WatchOption.GENERATED, generated);
        given.values().removeIf(isGiven -> !isGiven);
        return given.keySet();
    }
}
