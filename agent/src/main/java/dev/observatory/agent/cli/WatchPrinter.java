package dev.observatory.agent.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints what is watched; the events to the standard output, all else to the standard error stream. */
final class WatchPrinter {
    private final AgentConversation agent;
    private final Streaming streaming;
    private final boolean json;
    private final EventLine line;
    private final List<String> nearest = new ArrayList<>();
    private boolean isNothing;
    private boolean hasEnded;
    private long printed;
    private List<String> counts = List.of("counts", "0", "0", "0", "0");

    WatchPrinter(AgentConversation agent, Streaming streaming, boolean json, boolean showsDuration) {
        this.agent = agent;
        this.streaming = streaming;
        this.json = json;
        this.line = new EventLine(showsDuration);
    }

    void run() {
        for (List<String> heard = agent.hear(); heard != null && !hasEnded; heard = hasEnded ? null : agent.hear()) {
            take(heard);
        }
        System.out.flush();
        if (isNothing && printed == 0) {
            throw nothing();
        }
        tellEnd();
    }

    private void take(List<String> heard) {
        switch (heard.get(0)) {
            case "kind" -> print(heard);
            case "counts" -> counts = heard;
            case "nearest" -> nearest.add(heard.get(2));
            case "nothing" -> {
                isNothing = true;
                streaming.stop();
            }
            case "skipped" -> System.err.println("  skipped  " + heard.get(1) + ": " + heard.get(2));
            case "woven" -> tellWoven(heard);
            case "end" -> hasEnded = true;
            default -> {} // Of a protocol that knows more.
        }
    }

    private void tellWoven(List<String> heard) {
        Map<String, Object> outcome = new LinkedHashMap<>();
        WovenText.into(outcome, heard);
        System.err.println(WovenText.of(outcome) + ". Ctrl-C ends");
    }

    private void print(List<String> event) {
        printed++;
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < event.size(); i += 2) {
            fields.put(event.get(i), event.get(i + 1));
        }
        System.out.println(json ? Json.of(EventLine.nested(fields)) : line.of(fields));
        if (System.out.checkError()) {
            streaming.stop(); // Nobody reads any more.
        }
    }

    private ToolException nothing() {
        return new ToolException(
                ExitCode.NOTHING_MATCHES,
                "No loaded class has what the pattern means"
                        + (nearest.isEmpty() ? "" : ". Did you mean one of " + nearest + "?")
                        + " A class that is not loaded yet can be woven when it is: [observatory attach "
                        + agent.target().pid() + " --include PATTERN]");
    }

    private void tellEnd() {
        long heldBack = Long.parseLong(counts.get(4));
        long dropped = Long.parseLong(counts.get(3)) + heldBack;
        System.err.println((hasEnded ? "" : "The program has ended. ") + "Sent " + counts.get(1) + ", shown " + printed
                + ", dropped " + dropped + (heldBack > 0 ? " (" + heldBack + " of them for --rate)" : ""));
    }
}
