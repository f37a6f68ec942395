package dev.observatory.agent.cli;

import dev.observatory.agent.text.DurationText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows which methods are called most and how long they take. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = {
            "Shows calls a second, failures, and how long calls take, of matching methods or of all that are woven.",
            "On a terminal the table is refreshed; elsewhere tables follow each other."
        })
final class TopCommand implements Runnable {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

    /** With fewer columns there is no room for the numbers that are asked for less. */
    private static final int WIDE = 72;

    private static final long MIN_INTERVAL_NANOS = 10_000_000;
    private static final long MAX_INTERVAL_NANOS = 24L * 3600 * 1_000_000_000;

    @Mixin
    private final TargetOptions options = new TargetOptions();

    @Parameters(index = "1..*", paramLabel = "PATTERN", description = "Methods; without any, all that are woven.")
    private List<String> methods = List.of();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "Time between two tables (default: ${DEFAULT-VALUE}).")
    private long intervalNanos;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "20", description = "How many methods to show.")
    private int rows;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "0", description = "End after so many tables.")
    private long rounds;

    private boolean isNothing;
    private boolean isNew;
    private final UnmetPatterns unmet = new UnmetPatterns();
    private final List<List<String>> lines = new ArrayList<>();

    @Override
    public void run() {
        TargetOptions.requireAtLeast(1, "--rows", rows);
        TargetOptions.requireAtLeast(0, "--rounds", rounds);
        if (intervalNanos < MIN_INTERVAL_NANOS || intervalNanos > MAX_INTERVAL_NANOS) {
            throw new CommandException(ExitCode.USAGE, "[--interval] must be between [10ms] and [24h]");
        }
        TargetOptions.Arrived arrived = options.arrive();
        isNew = arrived.isNew();
        try (AgentClient agent = arrived.conversation();
                Streaming streaming = Streaming.begin(agent)) {
            agent.say(request());
            boolean hasEnded = false;
            for (List<String> heard = agent.hear(); heard != null && !hasEnded; ) {
                hasEnded = take(heard, streaming);
                heard = hasEnded ? heard : agent.hear();
            }
            if (isNothing) {
                throw nothing(agent.target());
            }
            if (!hasEnded) {
                System.err.println(Streaming.reasonOfEnd(agent).strip());
            }
        }
    }

    private List<String> request() {
        List<String> request = new ArrayList<>(List.of("top"));
        WatchCommand.addAll(request, "method", methods);
        request.addAll(List.of("interval-nanos", Long.toString(intervalNanos)));
        request.addAll(List.of("rows", Integer.toString(rows), "rounds", Long.toString(rounds)));
        return request;
    }

    private boolean take(List<String> heard, Streaming streaming) {
        switch (heard.get(0)) {
            case "row" -> lines.add(heard);
            case "table" -> {
                print(Long.parseLong(heard.get(1)), streaming);
                lines.clear();
            }
            case "unmet" -> unmet.add(heard);
            case "woven" -> {
                Map<String, Object> outcome = new LinkedHashMap<>();
                WovenText.into(outcome, heard);
                isNothing = WovenText.isNothing(outcome);
                if (isNothing) {
                    streaming.stop();
                } else {
                    unmet.lines("").forEach(System.err::println);
                }
            }
            case "end" -> {
                return true;
            }
            default -> {} // Of a protocol that knows more.
        }
        return false;
    }

    private CommandException nothing(JavaProcess target) {
        if (methods.isEmpty()) {
            return new CommandException(
                    isNew ? ExitCode.NOT_ATTACHED : ExitCode.NOTHING_MATCHES,
                    "Nothing is woven in JVM [" + target.pid() + "]. Name the methods: [observatory top " + target.pid()
                            + " 'com.acme.**']");
        }
        return new CommandException(ExitCode.NOTHING_MATCHES, unmet.summary(""));
    }

    private void print(long nanos, Streaming streaming) {
        if (isNothing) {
            return;
        }
        if (options.json()) {
            Json.print(table(nanos));
        } else {
            boolean isTerminal = Terminal.isUsed();
            Terminal.Size size = isTerminal ? Terminal.size() : new Terminal.Size(0, 0);
            System.out.print(isTerminal ? HOME_AND_CLEAR : "");
            TextTable table = size.columns() == 0 || size.columns() >= WIDE ? wide(nanos) : narrow(nanos);
            // The line below the table is the cursor's.
            int height = size.rows() == 0 ? Integer.MAX_VALUE : Math.max(2, size.rows() - 2);
            table.print(System.out, height, size.columns() == 0 ? Integer.MAX_VALUE : size.columns());
            System.out.println();
        }
        if (System.out.checkError()) {
            streaming.stop();
        }
    }

    private TextTable wide(long nanos) {
        TextTable table = new TextTable("CALLS/S", "CALLS", "ERRORS", "P50", "P99", "MAX", "METHOD");
        for (List<String> line : lines) {
            table.add(
                    callsPerSecond(line, nanos),
                    line.get(2),
                    line.get(4),
                    DurationText.of(number(line, 5)),
                    DurationText.of(number(line, 6)),
                    DurationText.of(number(line, 7)),
                    line.get(1));
        }
        return table;
    }

    private TextTable narrow(long nanos) {
        TextTable table = new TextTable("CALLS/S", "P99", "METHOD");
        for (List<String> line : lines) {
            table.add(callsPerSecond(line, nanos), DurationText.of(number(line, 6)), line.get(1));
        }
        return table;
    }

    private static String callsPerSecond(List<String> line, long nanos) {
        return Long.toString(Math.round(number(line, 3) * 1e9 / nanos));
    }

    private Map<String, Object> table(long nanos) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (List<String> line : lines) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("method", line.get(1));
            one.put("calls", number(line, 2));
            one.put("callsPerSecond", Math.round(number(line, 3) * 1e9 / nanos));
            one.put("errors", number(line, 4));
            one.put("p50Nanos", number(line, 5));
            one.put("p99Nanos", number(line, 6));
            one.put("maxNanos", number(line, 7));
            all.add(one);
        }
        return new LinkedHashMap<>(Map.of("methods", all));
    }

    private static long number(List<String> line, int column) {
        return Long.parseLong(line.get(column));
    }
}
