package dev.observatory.agent.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints what is watched; the events to the standard output, all else to the standard error stream. */
final class WatchPrinter {
    private final AgentClient agent;
    private final Streaming streaming;
    private final boolean json;
    private final EventLine line;
    private final UnmetPatterns unmet = new UnmetPatterns();
    private boolean isNothing;
    private boolean hasSkipped;
    private boolean hasEnded;
    private long printed;
    private List<String> counts = List.of("counts", "0", "0", "0", "0");

    WatchPrinter(AgentClient agent, Streaming streaming, boolean json, boolean showsDuration) {
        this.agent = agent;
        this.streaming = streaming;
        this.json = json;
        this.line = new EventLine(showsDuration);
    }

    /**
     * Prints until the end.
     *
     * @return false if there was no beginning: the agent was about to leave
     */
    boolean run() {
        List<String> heard = agent.hear();
        if (heard == null && agent.isTargetAlive()) {
            return false;
        }
        while (heard != null) {
            take(heard);
            heard = hasEnded ? null : agent.hear();
        }
        System.out.flush();
        if (isNothing && printed == 0) {
            throw nothing();
        }
        tellEnd();
        return true;
    }

    private void take(List<String> heard) {
        switch (heard.get(0)) {
            case "kind" -> print(heard);
            case "counts" -> counts = heard;
            case "unmet" -> unmet.add(heard);
            case "skipped" -> {
                hasSkipped = true;
                System.err.println("  skipped  " + heard.get(1) + ": " + heard.get(2));
            }
            case "woven" -> tellWoven(heard);
            case "end" -> hasEnded = true;
            default -> {} // Of a protocol that knows more.
        }
    }

    private void tellWoven(List<String> heard) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        WovenText.into(outcome, heard);
        if (WovenText.isNothing(outcome)) {
            isNothing = true;
            streaming.stop();
            return;
        }
        unmet.lines("").forEach(System.err::println);
        System.err.println(WovenText.of(outcome) + ". Ctrl-C ends");
    }

    private void print(List<String> event) {
        printed++;
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < event.size(); i += 2) {
            fields.put(event.get(i), event.get(i + 1));
        }
        if (json) {
            Json.print(EventLine.nested(fields));
        } else {
            System.out.println(line.of(fields));
        }
        if (System.out.checkError()) {
            streaming.stop(); // Nobody reads any more.
        }
    }

    private CommandException nothing() {
        if (hasSkipped) {
            return new CommandException(
                    ExitCode.NOTHING_MATCHES, "None of what the pattern means can be watched, for the reasons above");
        }
        return new CommandException(
                ExitCode.NOTHING_MATCHES,
                unmet.summary(" A class that is not loaded yet can be woven when it is: [observatory attach "
                        + agent.target().pid() + " --include PATTERN]"));
    }

    private void tellEnd() {
        long heldBack = Long.parseLong(counts.get(4));
        long dropped = Long.parseLong(counts.get(3)) + heldBack;
        System.err.println((hasEnded ? "" : Streaming.reasonOfEnd(agent)) + "Sent " + counts.get(1) + ", shown "
                + printed + ", dropped " + dropped + (heldBack > 0 ? " (" + heldBack + " of them for --rate)" : ""));
    }
}
