package dev.observatory.agent.cli;

import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.Response.MethodTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Streams tables of the most called methods. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = {
            "Shows calls per second, errors and durations of matching methods, or of all that are woven.",
            "On a terminal the table is updated in place; otherwise one table follows another."
        })
final class TopCommand implements Runnable {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

    /** With fewer columns there is no room for all numbers. */
    private static final int WIDE = 72;

    private static final long MIN_INTERVAL_NANOS = 10_000_000;
    private static final long MAX_INTERVAL_NANOS = 24L * 3600 * 1_000_000_000;

    @Mixin
    private final TargetJvmOptions options = new TargetJvmOptions();

    @Parameters(
            index = "1..*",
            paramLabel = "PATTERN",
            description = "Methods to show; all that are woven if none is given.")
    private List<String> methods = List.of();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "Time between two tables (default: ${DEFAULT-VALUE}).")
    private long intervalNanos;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "20", description = "Maximum number of methods to show.")
    private int rows;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "0", description = "End after N tables.")
    private long rounds;

    private final UnmatchedPatterns unmatched = new UnmatchedPatterns();
    private boolean nothingWoven;
    private boolean hasEnded;

    @Override
    public void run() {
        TargetJvmOptions.requireAtLeast(1, "--rows", rows);
        TargetJvmOptions.requireAtLeast(0, "--rounds", rounds);
        if (intervalNanos < MIN_INTERVAL_NANOS || intervalNanos > MAX_INTERVAL_NANOS) {
            throw new CommandException(ExitCode.USAGE, "[--interval] must be between [10ms] and [24h]");
        }
        TargetJvmOptions.Connection connection = options.connectOrLoad();
        try (AgentClient agent = connection.client();
                InterruptHandler interrupt = InterruptHandler.install(agent)) {
            agent.send(new Request.Top(methods, intervalNanos, rows, rounds));
            run(agent, interrupt);
            if (nothingWoven) {
                throw nothingMatches(agent.target(), connection.isNewlyLoaded());
            }
            if (!hasEnded) {
                System.err.println(agent.disconnectReason());
            }
        }
    }

    void run(AgentClient agent, InterruptHandler interrupt) {
        for (Response response = agent.receive(); response != null; response = hasEnded ? null : agent.receive()) {
            if (response instanceof MethodTable table) {
                print(table, interrupt);
            } else if (response instanceof Response.UnmatchedPattern pattern) {
                unmatched.add(pattern);
            } else if (response instanceof Response.WeavingResult result) {
                printResult(result, interrupt);
            } else if (response instanceof Response.End) {
                hasEnded = true;
            } else if (!(response instanceof Response.SkippedMember)) { // A table has no room for these.
                throw agent.unexpected(response, "top");
            }
        }
    }

    private void printResult(Response.WeavingResult result, InterruptHandler interrupt) {
        nothingWoven = result.members() == 0;
        if (nothingWoven) {
            interrupt.stopStream();
        } else {
            unmatched.lines("").forEach(System.err::println);
        }
    }

    private CommandException nothingMatches(JavaProcess target, boolean isNewlyLoaded) {
        if (methods.isEmpty()) {
            return new CommandException(
                    isNewlyLoaded ? ExitCode.NOT_ATTACHED : ExitCode.NOTHING_MATCHES,
                    "Nothing is woven in JVM [" + target.pid() + "]. Name the methods: [observatory top " + target.pid()
                            + " 'com.acme.**']");
        }
        return new CommandException(ExitCode.NOTHING_MATCHES, unmatched.summary(""));
    }

    private void print(MethodTable methodTable, InterruptHandler interrupt) {
        if (nothingWoven) {
            return;
        }
        if (options.json()) {
            Json.print(jsonFields(methodTable));
        } else {
            boolean isTerminal = Terminal.isInteractive();
            Terminal.Size size = isTerminal ? Terminal.size() : new Terminal.Size(0, 0);
            System.out.print(isTerminal ? HOME_AND_CLEAR : "");
            TextTable table = size.columns() == 0 || size.columns() >= WIDE ? wide(methodTable) : narrow(methodTable);
            // The line below the table is left to the cursor.
            int height = size.rows() == 0 ? Integer.MAX_VALUE : Math.max(2, size.rows() - 2);
            table.print(System.out, height, size.columns() == 0 ? Integer.MAX_VALUE : size.columns());
            System.out.println();
        }
        if (System.out.checkError()) {
            interrupt.stopStream();
        }
    }

    private static TextTable wide(MethodTable methodTable) {
        TextTable table = new TextTable("CALLS/S", "CALLS", "ERRORS", "P50", "P99", "MAX", "METHOD");
        for (MethodTable.Row row : methodTable.rows()) {
            table.add(
                    Long.toString(callsPerSecond(row, methodTable.nanos())),
                    Long.toString(row.calls()),
                    Long.toString(row.errors()),
                    DurationText.of(row.p50Nanos()),
                    DurationText.of(row.p99Nanos()),
                    DurationText.of(row.maxNanos()),
                    row.method());
        }
        return table;
    }

    private static TextTable narrow(MethodTable methodTable) {
        TextTable table = new TextTable("CALLS/S", "P99", "METHOD");
        for (MethodTable.Row row : methodTable.rows()) {
            table.add(
                    Long.toString(callsPerSecond(row, methodTable.nanos())),
                    DurationText.of(row.p99Nanos()),
                    row.method());
        }
        return table;
    }

    private static Map<String, Object> jsonFields(MethodTable methodTable) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (MethodTable.Row row : methodTable.rows()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("method", row.method());
            one.put("calls", row.calls());
            one.put("callsPerSecond", callsPerSecond(row, methodTable.nanos()));
            one.put("errors", row.errors());
            one.put("p50Nanos", row.p50Nanos());
            one.put("p99Nanos", row.p99Nanos());
            one.put("maxNanos", row.maxNanos());
            all.add(one);
        }
        return Map.of("methods", all);
    }

    private static long callsPerSecond(MethodTable.Row row, long nanos) {
        return Math.round(row.recentCalls() * 1e9 / nanos);
    }
}
