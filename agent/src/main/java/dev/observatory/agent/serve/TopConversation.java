package dev.observatory.agent.serve;

import dev.observatory.agent.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Tells a command line, at intervals, what a program spends its calls on. */
final class TopConversation {
    private final ServedAgent agent;
    private final Wire wire;
    private final Streams streams;

    TopConversation(ServedAgent agent, Wire wire, Streams streams) {
        this.agent = agent;
        this.wire = wire;
        this.streams = streams;
    }

    void run(Conversation.Fields asked) throws IOException {
        Streams.Stream running = streams.begin();
        try {
            top(asked);
        } finally {
            running.end();
            if (asked.has("leave")) {
                agent.detach(); // It came for this alone.
            }
        }
        wire.send(List.of("end"));
    }

    private void top(Conversation.Fields asked) throws IOException {
        TopTable table = new TopTable();
        long interval = asked.number("interval-nanos");
        int rows = (int) asked.number("rows");
        long rounds = asked.number("rounds");
        try (ServedAgent.Watching watching = agent.time(asked.all("method"), table)) {
            Conversation.tell(wire, watching.woven());
            if (watching.woven().members() == 0) {
                Conversation.tellNothing(agent, wire, asked.all("method"));
            }
            AtomicBoolean enough = Listening.forTheEnd(wire);
            long last = System.nanoTime();
            for (long round = 0; goesOn(enough) && (rounds == 0 || round < rounds); round++) {
                waitUntil(last + interval, enough);
                long now = System.nanoTime();
                for (List<String> row : table.rows(rows)) {
                    wire.put(row);
                }
                wire.send(List.of("table", Long.toString(now - last)));
                last = now;
            }
        }
    }

    private void waitUntil(long time, AtomicBoolean enough) {
        while (goesOn(enough) && System.nanoTime() < time) {
            LockSupport.parkNanos(Math.min(50_000_000, time - System.nanoTime()));
        }
    }

    private boolean goesOn(AtomicBoolean enough) {
        return !enough.get() && !streams.areEnding();
    }
}
