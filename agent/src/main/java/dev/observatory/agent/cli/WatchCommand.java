package dev.observatory.agent.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Streams what a program does. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Streams calls of matching methods as they end, until Ctrl-C, --limit, or the end of the program.",
            "Then what was woven for it is brought back. Values are shown only if asked for, and never those whose names tell of"
                    + " secrets."
        })
final class WatchCommand implements Runnable {
    @Mixin
    private final TargetOptions options = new TargetOptions();

    @Parameters(index = "1..*", paramLabel = "PATTERN", description = "Methods to watch.")
    private List<String> methods = List.of();

    @Option(
            names = "--fields",
            paramLabel = "PATTERN",
            description = "Fields whose assignments to watch, old and new value.")
    private List<String> fields = List.of();

    @Option(names = "--args", description = "Show arguments.")
    private boolean args;

    @Option(names = "--result", description = "Show what methods return.")
    private boolean result;

    @Option(names = "--duration", description = "Show how long calls take (also if nothing else is asked for).")
    private boolean duration;

    @Option(names = "--exceptions", description = "Show what exceptions say, besides their class.")
    private boolean exceptions;

    @Option(names = "--tags", description = "Show tags.")
    private boolean tags;

    @Option(names = "--failures", description = "Only calls that throw.")
    private boolean failures;

    @Option(
            names = "--min-duration",
            paramLabel = "TIME",
            defaultValue = "0ns",
            converter = DurationConverter.class,
            description = "Only calls that take as long, such as 10ms.")
    private long minNanos;

    @Option(
            names = "--instance-of",
            paramLabel = "TYPE",
            defaultValue = "",
            description = "Only calls on objects of this type, by full or simple name.")
    private String instanceOf = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "End after so many.")
    private long limit;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "0", description = "Show so many a second at most.")
    private int rate;

    @Option(
            names = "--redact",
            paramLabel = "NAME",
            description = "Hide values of this name too; with a minus before it, show them.")
    private List<String> redact = List.of();

    @Option(
            names = "--unsafe-tostring",
            description = "Show values by their own toString, which runs code of the program on its own threads.")
    private boolean callsToString;

    @Override
    public void run() {
        if (methods.isEmpty() && fields.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "A pattern is missing: which methods, or with [--fields] which fields, are to be watched? For example"
                            + " [observatory watch 4711 'com.acme.**#place*(..)']");
        }
        TargetOptions.requireAtLeast(0, "--limit", limit);
        TargetOptions.requireAtLeast(0, "--rate", rate);
        // An agent that had just been about to leave comes anew.
        boolean isDone = isTold();
        if (!isDone && !isTold()) {
            throw new CommandException(
                    ExitCode.FAILED, "Other commands took the agent out as soon as it was asked. Try again");
        }
    }

    private boolean isTold() {
        TargetOptions.Arrived arrived = options.arrive();
        try (AgentClient agent = arrived.conversation();
                Streaming streaming = Streaming.begin(agent)) {
            agent.say(request());
            boolean showsDuration = duration || !(args || result || exceptions || tags);
            return new WatchPrinter(agent, streaming, options.json(), showsDuration).run();
        }
    }

    private List<String> request() {
        List<String> request = new ArrayList<>(List.of("watch"));
        addAll(request, "method", methods);
        addAll(request, "field", fields);
        addAll(request, "redact", redact);
        addIf(request, "args", args);
        addIf(request, "result", result);
        addIf(request, "exceptions", exceptions);
        addIf(request, "tags", tags);
        addIf(request, "failures", failures);
        addIf(request, "unsafe-tostring", callsToString);
        request.addAll(List.of("min-nanos", Long.toString(minNanos), "instance-of", instanceOf));
        request.addAll(List.of("limit", Long.toString(limit), "rate", Integer.toString(rate)));
        return request;
    }

    static void addAll(List<String> request, String name, List<String> values) {
        for (String value : values) {
            request.add(name);
            request.add(value);
        }
    }

    static void addIf(List<String> request, String name, boolean isWanted) {
        if (isWanted) {
            addAll(request, name, List.of("yes"));
        }
    }
}
