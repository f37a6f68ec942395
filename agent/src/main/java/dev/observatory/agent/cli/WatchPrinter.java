package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.Response.WatchCounts;
import dev.observatory.agent.wire.WatchEvent;

/** Prints the answer to a watch: events to the standard output stream, everything else to the standard error stream. */
final class WatchPrinter {
    private static final String RED = "\u001b[31m";
    private static final String RESET = "\u001b[0m";
    private static final long SIZE_NANOS = 1_000_000_000;

    /**
     * How events are printed.
     *
     * @param json as JSON, and not as lines for people
     * @param showsDuration whether lines have durations
     * @param color whether failures are colored
     * @param verbose whether each member that cannot be woven is listed
     */
    record Style(boolean json, boolean showsDuration, ColorMode color, boolean verbose) {}

    private final AgentClient agent;
    private final InterruptHandler interrupt;
    private final Style style;
    private final EventFormatter formatter;
    private final AmbiguousClasses ambiguous = new AmbiguousClasses();
    private final UnmatchedPatterns unmatched = new UnmatchedPatterns();
    private final SkippedMembers skipped = new SkippedMembers();
    private final boolean isTerminal = Terminal.isInteractive();
    private final boolean colors;
    private int columns;
    private long columnsAge;
    private boolean nothingWoven;
    private boolean hasEnded;
    private long printed;
    private WatchCounts counts = new WatchCounts(0, 0, 0, 0);

    WatchPrinter(AgentClient agent, InterruptHandler interrupt, Style style) {
        this.agent = agent;
        this.interrupt = interrupt;
        this.style = style;
        this.formatter = new EventFormatter(style.showsDuration(), ambiguous, OutputEncoding.of(System.out));
        this.colors = style.color().applies(isTerminal, System.getenv());
        formatter.warmUp();
        readSize();
    }

    private void readSize() {
        columns = isTerminal && !style.json() ? Terminal.size().columns() : 0;
        columnsAge = System.nanoTime();
    }

    /**
     * Prints until the stream ends.
     *
     * @return false if it did not begin, since the agent was being detached
     */
    boolean run() {
        Response response = agent.receive();
        if (response == null && agent.isTargetAlive()) {
            return false;
        }
        while (response != null) {
            print(response);
            response = hasEnded ? null : agent.receive();
        }
        System.out.flush();
        if (nothingWoven && printed == 0) {
            throw nothingMatches();
        }
        printCounts();
        return true;
    }

    private void print(Response response) {
        if (response instanceof WatchEvent event) {
            printEvent(event);
        } else if (response instanceof WatchCounts latest) {
            counts = latest;
        } else if (response instanceof Response.UnmatchedPattern pattern) {
            unmatched.add(pattern);
        } else if (response instanceof Response.SkippedMember member) {
            skipped.add(member.member(), member.reason());
        } else if (response instanceof Response.OverLimit beyond) {
            skipped.add(beyond);
        } else if (response instanceof Response.AmbiguousClass type) {
            ambiguous.add(type);
        } else if (response instanceof Response.WeavingResult result) {
            printResult(result);
        } else if (response instanceof Response.End) {
            hasEnded = true;
        } else {
            throw agent.unexpected(response, "watch");
        }
    }

    private void printResult(Response.WeavingResult result) {
        skipped.lines(style.verbose(), agent.target()).forEach(System.err::println);
        if (result.members() == 0) {
            nothingWoven = true;
            interrupt.stopStream();
            return;
        }
        unmatched.lines("").forEach(System.err::println);
        ambiguous.lines().forEach(System.err::println);
        System.err.println(WeavingSummary.of(result) + ". Press Ctrl-C to end");
    }

    private void printEvent(WatchEvent event) {
        printed++;
        if (style.json()) {
            Json.print(EventJson.fields(event));
        } else {
            System.out.println(line(event));
        }
        if (System.out.checkError()) {
            interrupt.stopStream(); // The reader has closed the pipe.
        }
    }

    private String line(WatchEvent event) {
        if (isTerminal && System.nanoTime() - columnsAge > SIZE_NANOS) {
            readSize();
        }
        String line = formatter.line(event, columns);
        boolean hasFailed = event instanceof WatchEvent.CallEvent call && call.exception() != null;
        return colors && hasFailed ? RED + line + RESET : line;
    }

    private CommandException nothingMatches() {
        if (!skipped.isEmpty()) {
            return new CommandException(
                    ExitCode.NOTHING_MATCHES,
                    "No member that matches the pattern can be watched, for the reasons above");
        }
        return new CommandException(
                ExitCode.NOTHING_MATCHES,
                unmatched.summary(" To weave classes when they are loaded: [observatory attach "
                        + agent.target().pid() + " --include PATTERN]"));
    }

    /** If the program was killed, the counts are older than the last events; what it queued since then is lost and was dropped. */
    private void printCounts() {
        long sent = Math.max(counts.sent(), printed + counts.dropped() + counts.heldBack());
        System.err.println((hasEnded ? "" : agent.disconnectReason() + " ") + "Sent " + sent + ", shown "
                + printed + ", dropped " + (sent - printed)
                + (counts.heldBack() > 0 ? " (" + counts.heldBack() + " of them for --rate)" : ""));
    }
}
