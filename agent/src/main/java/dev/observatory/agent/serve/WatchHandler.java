package dev.observatory.agent.serve;

import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.WatchEvent;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.locks.LockSupport;

/** Streams the events of a watch until the command line stops it, its limit is reached, or the JVM shuts down. */
final class WatchHandler {
    private static final long POLL_NANOS = 5_000_000;
    private static final int BATCH = 256;
    private static final int MIN_BUFFER_BYTES = 1 << 16;
    /** If the program is killed, the counts are as old as this at most. */
    private static final long COUNTS_INTERVAL_NANOS = 200_000_000;

    private final AgentService agent;
    private final MessageChannel channel;
    private final ActiveStreams streams;

    WatchHandler(AgentService agent, MessageChannel channel, ActiveStreams streams) {
        this.agent = agent;
        this.channel = channel;
        this.streams = streams;
    }

    void run(Request.Watch request) throws IOException {
        ActiveStreams.ActiveStream active = streams.begin();
        StopListener stop;
        try {
            stop = watch(request, active);
        } finally {
            active.end();
            agent.detachIfUnused(); // Also if the command line was killed.
        }
        stop.requireValidStop();
        channel.send(new Response.End());
    }

    private StopListener watch(Request.Watch request, ActiveStreams.ActiveStream active) throws IOException {
        if (request.bufferBytes() < MIN_BUFFER_BYTES) {
            throw new IllegalArgumentException("The buffer must have at least [" + MIN_BUFFER_BYTES
                    + "] bytes, but has [" + request.bufferBytes() + "]");
        }
        WatchFeed feed = new WatchFeed(request.perSecond(), request.limit(), request.bufferBytes());
        try (AgentService.WatchHandle watch = agent.watch(request, feed)) {
            RequestHandler.sendOutcome(agent, channel, watch.outcome(), request.loader());
            StopListener stop = StopListener.start(channel);
            stream(feed, stop);
            finish(feed);
            if (streams.isShuttingDown()) {
                channel.send(new Response.End());
                active.end(); // The JVM waits for no more than this.
            }
            return stop;
        } finally {
            feed.close();
        }
    }

    /** Sends the queued events if the JVM shuts down, and drops them if the command line has stopped the stream. */
    private void finish(WatchFeed feed) throws IOException {
        feed.close();
        if (streams.isShuttingDown()) {
            putQueued(feed, WatchFeed.CAPACITY);
        }
        feed.dropRest();
        channel.send(feed.counts());
    }

    private boolean putQueued(WatchFeed feed, int limit) throws IOException {
        for (int i = 0; i < limit; i++) {
            WatchEvent event = feed.next();
            if (event == null) {
                return i > 0;
            }
            try {
                channel.put(event);
            } catch (ProtocolException tooLarge) {
                feed.dropLast();
            }
        }
        return true;
    }

    private void stream(WatchFeed feed, StopListener stop) throws IOException {
        long lastCounts = System.nanoTime();
        while (!stop.isStopped() && !feed.isDone() && !streams.isShuttingDown()) {
            boolean isEmpty = !putQueued(feed, BATCH);
            long now = System.nanoTime();
            if (now - lastCounts > COUNTS_INTERVAL_NANOS) {
                lastCounts = now;
                channel.put(feed.counts());
            }
            channel.flush();
            if (isEmpty) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }
}
