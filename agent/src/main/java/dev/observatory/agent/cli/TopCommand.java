package dev.observatory.agent.cli;

import dev.observatory.agent.wire.DurationText;
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
    private final List<String> nearest = new ArrayList<>();
    private final List<List<String>> lines = new ArrayList<>();

    @Override
    public void run() {
        TargetOptions.Arrived arrived = options.arrive();
        isNew = arrived.isNew();
        try (AgentConversation agent = arrived.conversation();
                Streaming streaming = Streaming.begin(agent)) {
            agent.say(request(arrived.isNew()));
            boolean hasEnded = false;
            for (List<String> heard = agent.hear(); heard != null && !hasEnded; ) {
                hasEnded = take(heard, streaming);
                heard = hasEnded ? heard : agent.hear();
            }
            if (isNothing) {
                throw nothing(agent.target());
            }
            if (!hasEnded) {
                System.err.println("The program has ended");
            }
        }
    }

    private List<String> request(boolean leaves) {
        List<String> request = new ArrayList<>(List.of("top"));
        WatchCommand.addAll(request, "method", methods);
        WatchCommand.addIf(request, "leave", leaves);
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
            case "nearest" -> nearest.add(heard.get(2));
            case "nothing" -> {
                isNothing = true;
                streaming.stop();
            }
            case "end" -> {
                return true;
            }
            default -> {} // Of a protocol that knows more.
        }
        return false;
    }

    private ToolException nothing(JavaProcess target) {
        if (methods.isEmpty()) {
            return new ToolException(
                    isNew ? ExitCode.NOT_ATTACHED : ExitCode.NOTHING_MATCHES,
                    "Nothing is woven in JVM [" + target.pid() + "]. Name the methods: [observatory top " + target.pid()
                            + " 'com.acme.**']");
        }
        return new ToolException(
                ExitCode.NOTHING_MATCHES,
                "No loaded class has what the pattern means"
                        + (nearest.isEmpty() ? "" : ". Did you mean one of " + nearest + "?"));
    }

    private void print(long nanos, Streaming streaming) {
        if (isNothing) {
            return;
        }
        if (options.json()) {
            System.out.println(Json.of(table(nanos)));
        } else {
            if (Terminal.isUsed()) {
                System.out.print(HOME_AND_CLEAR);
            }
            TextTable table = new TextTable("CALLS/S", "CALLS", "ERRORS", "P50", "P99", "MAX", "METHOD");
            for (List<String> line : lines) {
                table.add(
                        Long.toString(Math.round(number(line, 3) * 1e9 / nanos)),
                        line.get(2),
                        line.get(4),
                        DurationText.of(number(line, 5)),
                        DurationText.of(number(line, 6)),
                        DurationText.of(number(line, 7)),
                        line.get(1));
            }
            table.print(System.out);
            System.out.println();
        }
        if (System.out.checkError()) {
            streaming.stop();
        }
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
