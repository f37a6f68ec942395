package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.Response.WatchCounts;

/** Prints the answer to a watch: events to the standard output stream, everything else to the standard error stream. */
final class WatchPrinter {
    private final AgentClient agent;
    private final InterruptHandler interrupt;
    private final boolean json;
    private final EventFormatter formatter;
    private final UnmatchedPatterns unmatched = new UnmatchedPatterns();
    private boolean nothingWoven;
    private final SkippedMembers skipped = new SkippedMembers();
    private final boolean verbose;
    private boolean hasEnded;
    private long printed;
    private WatchCounts counts = new WatchCounts(0, 0, 0, 0);

    WatchPrinter(AgentClient agent, InterruptHandler interrupt, boolean json, boolean showsDuration, boolean verbose) {
        this.agent = agent;
        this.interrupt = interrupt;
        this.json = json;
        this.verbose = verbose;
        this.formatter = new EventFormatter(showsDuration);
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
        if (response instanceof Response.Event event) {
            printEvent(event);
        } else if (response instanceof WatchCounts latest) {
            counts = latest;
        } else if (response instanceof Response.UnmatchedPattern pattern) {
            unmatched.add(pattern);
        } else if (response instanceof Response.SkippedMember member) {
            skipped.add(member.member(), member.reason());
        } else if (response instanceof Response.WeavingResult result) {
            printResult(result);
        } else if (response instanceof Response.End) {
            hasEnded = true;
        } else {
            throw agent.unexpected(response, "watch");
        }
    }

    private void printResult(Response.WeavingResult result) {
        skipped.lines(verbose).forEach(System.err::println);
        if (result.members() == 0) {
            nothingWoven = true;
            interrupt.stopStream();
            return;
        }
        unmatched.lines("").forEach(System.err::println);
        System.err.println(WeavingSummary.of(result) + ". Press Ctrl-C to end");
    }

    private void printEvent(Response.Event event) {
        printed++;
        if (json) {
            Json.print(EventFormatter.jsonFields(event));
        } else {
            System.out.println(formatter.line(event));
        }
        if (System.out.checkError()) {
            interrupt.stopStream(); // The reader has closed the pipe.
        }
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
