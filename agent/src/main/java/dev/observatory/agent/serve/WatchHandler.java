package dev.observatory.agent.serve;

import dev.observatory.agent.wire.MessageChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Tells a command line what a program does, until one of both has enough. */
final class WatchHandler {
    private static final long PERIOD_NANOS = 5_000_000;
    private static final int AT_ONCE = 256;
    private static final long COUNTS_EVERY_NANOS = 1_000_000_000;

    private final AgentService agent;
    private final MessageChannel wire;
    private final Streams streams;

    WatchHandler(AgentService agent, MessageChannel wire, Streams streams) {
        this.agent = agent;
        this.wire = wire;
        this.streams = streams;
    }

    void run(RequestHandler.Fields asked) throws IOException {
        Streams.Stream running = streams.begin();
        try {
            watch(asked, running);
        } finally {
            running.end();
            agent.leaveIfUnused(); // However this ends: the command line may have been killed.
        }
        wire.send(List.of("end"));
    }

    private void watch(RequestHandler.Fields asked, Streams.Stream running) throws IOException {
        WatchFeed feed = new WatchFeed((int) asked.number("rate"), asked.number("limit"));
        try (AgentService.Watching watching = agent.watch(request(asked), feed)) {
            RequestHandler.tell(agent, wire, watching.woven());
            stream(feed, Listening.forTheEnd(wire));
            finish(feed);
            if (streams.areEnding()) {
                wire.send(List.of("end"));
                running.end(); // The program waits for no more than this.
            }
        } finally {
            feed.close();
        }
    }

    /** Tells the rest if the program ends, and drops it if the one who watches has seen enough. */
    private void finish(WatchFeed feed) throws IOException {
        feed.close();
        if (streams.areEnding()) {
            tellAvailable(feed, WatchFeed.CAPACITY);
        }
        feed.dropRest();
        wire.send(feed.counts().frame());
    }

    private boolean tellAvailable(WatchFeed feed, int most) throws IOException {
        for (int i = 0; i < most; i++) {
            List<String> event = feed.next();
            if (event == null) {
                return i > 0;
            }
            wire.put(event);
        }
        return true;
    }

    private void stream(WatchFeed feed, AtomicBoolean enough) throws IOException {
        long lastCounts = System.nanoTime();
        while (!enough.get() && !feed.isDone() && !streams.areEnding()) {
            boolean isIdle = !tellAvailable(feed, AT_ONCE);
            long now = System.nanoTime();
            if (now - lastCounts > COUNTS_EVERY_NANOS) {
                lastCounts = now;
                wire.put(feed.counts().frame());
            }
            wire.flush();
            if (isIdle) {
                LockSupport.parkNanos(PERIOD_NANOS);
            }
        }
    }

    private static WatchRequest request(RequestHandler.Fields asked) {
        String type = asked.one("instance-of");
        return new WatchRequest(
                asked.all("method"),
                asked.all("field"),
                asked.has("args"),
                asked.has("result"),
                asked.has("exceptions"),
                asked.has("tags"),
                asked.has("unsafe-tostring"),
                asked.has("failures"),
                asked.number("min-nanos"),
                type == null ? "" : type,
                asked.all("redact"));
    }
}
