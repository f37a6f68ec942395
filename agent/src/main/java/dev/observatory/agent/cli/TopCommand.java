package dev.observatory.agent.cli;

import dev.observatory.agent.wire.MethodTable;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.TopOrder;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Streams tables of methods with counts and durations of their calls. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = {
            "Shows calls per second, errors and durations of matching methods, or of all that are woven; those that take"
                    + " the most time first.",
            "On a terminal the table is updated in place; otherwise one table follows another."
        })
final class TopCommand implements Runnable {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

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

    @Option(
            names = "--sort",
            paramLabel = "total|calls|errors|p99",
            defaultValue = "total",
            converter = OrderConverter.class,
            description =
                    "Order of the methods: by the sum of all durations (default), by calls since the last table, by"
                            + " errors, or by the 99th percentile of the durations.")
    private TopOrder order = TopOrder.TOTAL;

    @Option(
            names = "--loader",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Show only classes of this class loader, by name, number or the name of its class.")
    private String loader = "";

    @Option(
            names = "--generated",
            description = "Do not leave out classes that are generated while the program runs, such as proxies.")
    private boolean generated;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "20", description = "Maximum number of methods to show.")
    private int rows;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "0", description = "End after N tables.")
    private long rounds;

    private final UnmatchedPatterns unmatched = new UnmatchedPatterns();
    private final SkippedMembers skipped = new SkippedMembers();
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
            agent.send(new Request.Top(methods, intervalNanos, rows, rounds, order, generated, loader));
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
                printResult(result, agent.target(), interrupt);
            } else if (response instanceof Response.End) {
                hasEnded = true;
            } else if (response instanceof Response.OverLimit beyond) {
                skipped.add(beyond);
            } else if (!(response instanceof Response.SkippedMember || response instanceof Response.AmbiguousClass)) {
                // A table has no room for the former, and names the class loaders of the latter.
                throw agent.unexpected(response, "top");
            }
        }
    }

    private void printResult(Response.WeavingResult result, JavaProcess target, InterruptHandler interrupt) {
        skipped.lines(false, target).forEach(System.err::println);
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
        return new CommandException(
                ExitCode.NOTHING_MATCHES,
                skipped.isEmpty()
                        ? unmatched.summary("")
                        : "No method that matches the pattern can be shown, for the reason above");
    }

    private void print(MethodTable methodTable, InterruptHandler interrupt) {
        if (nothingWoven) {
            return;
        }
        if (options.json()) {
            Json.print(new TopTable(methodTable).jsonFields());
        } else {
            boolean isTerminal = Terminal.isInteractive();
            Terminal.Size size = isTerminal ? Terminal.size() : new Terminal.Size(0, 0);
            System.out.print(isTerminal ? HOME_AND_CLEAR : "");
            TextTable table = new TopTable(methodTable).forWidth(size.columns());
            // The line below the table is left to the cursor.
            int height = size.rows() == 0 ? Integer.MAX_VALUE : Math.max(2, size.rows() - 2);
            table.print(System.out, height, size.columns() == 0 ? Integer.MAX_VALUE : size.columns());
            System.out.println();
        }
        if (System.out.checkError()) {
            interrupt.stopStream();
        }
    }

    /** Reads the order of the table. */
    static final class OrderConverter implements ITypeConverter<TopOrder> {
        @Override
        public TopOrder convert(String word) {
            for (TopOrder order : TopOrder.values()) {
                if (order.word().equals(word)) {
                    return order;
                }
            }
            throw new TypeConversionException("it must be [total], [calls], [errors] or [p99], but is [" + word + "]");
        }
    }
}
