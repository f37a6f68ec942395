package dev.observatory.agent.serve;

import dev.observatory.agent.wire.MessageChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Tells a command line, at intervals, what a program spends its calls on. */
final class TopHandler {
    /** More tables would take a processor of the program's own. */
    private static final long LEAST_INTERVAL_NANOS = 1_000_000;

    private final AgentService agent;
    private final MessageChannel wire;
    private final Streams streams;

    TopHandler(AgentService agent, MessageChannel wire, Streams streams) {
        this.agent = agent;
        this.wire = wire;
        this.streams = streams;
    }

    void run(RequestHandler.Fields asked) throws IOException {
        Streams.Stream running = streams.begin();
        try {
            top(asked);
        } finally {
            running.end();
            agent.leaveIfUnused();
        }
        wire.send(List.of("end"));
    }

    private void top(RequestHandler.Fields asked) throws IOException {
        TopTable table = new TopTable();
        long interval = asked.number("interval-nanos");
        if (interval < LEAST_INTERVAL_NANOS) {
            throw new IllegalArgumentException(
                    "There is at least a millisecond between two tables, but [" + interval + "] ns were asked for");
        }
        int rows = (int) asked.number("rows");
        long rounds = asked.number("rounds");
        try (AgentService.Watching watching = agent.time(asked.all("method"), table)) {
            RequestHandler.tell(agent, wire, watching.woven());
            AtomicBoolean enough = Listening.forTheEnd(wire);
            long last = System.nanoTime();
            for (long round = 0; goesOn(enough) && (rounds == 0 || round < rounds); round++) {
                await(last, interval, enough);
                long now = System.nanoTime();
                for (List<String> row : table.rows(rows)) {
                    wire.put(row);
                }
                wire.send(List.of("table", Long.toString(now - last)));
                last = now;
            }
        }
    }

    private void await(long since, long interval, AtomicBoolean enough) {
        long left = interval;
        while (goesOn(enough) && left > 0) {
            LockSupport.parkNanos(Math.min(50_000_000, left));
            left = interval - (System.nanoTime() - since);
        }
    }

    private boolean goesOn(AtomicBoolean enough) {
        return !enough.get() && !streams.areEnding();
    }
}
