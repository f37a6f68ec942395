package dev.observatory.agent.serve;

import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.MethodTable;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Streams tables of methods with counts and durations of their calls, one per interval. */
final class TopHandler {
    /** Shorter intervals would keep a processor of the program busy. */
    private static final long MIN_INTERVAL_NANOS = 1_000_000;

    private static final long POLL_NANOS = 50_000_000;

    private final AgentService agent;
    private final MessageChannel channel;
    private final ActiveStreams streams;

    TopHandler(AgentService agent, MessageChannel channel, ActiveStreams streams) {
        this.agent = agent;
        this.channel = channel;
        this.streams = streams;
    }

    void run(Request.Top request) throws IOException {
        ActiveStreams.ActiveStream active = streams.begin();
        StopListener stop;
        try {
            stop = stream(request);
        } finally {
            active.end();
            agent.detachIfUnused();
        }
        stop.requireValidStop();
        channel.send(new Response.End());
    }

    private StopListener stream(Request.Top request) throws IOException {
        long interval = request.intervalNanos();
        if (interval < MIN_INTERVAL_NANOS) {
            throw new IllegalArgumentException(
                    "The interval must be at least [" + MIN_INTERVAL_NANOS + "] ns, but is [" + interval + "] ns");
        }
        MethodTimings timings = new MethodTimings();
        try (AgentService.WatchHandle watch = agent.timeCalls(request, timings)) {
            RequestHandler.sendOutcome(agent, channel, watch.outcome(), request.loader());
            StopListener stop = StopListener.start(channel);
            long last = System.nanoTime();
            for (long round = 0; continues(stop) && (request.rounds() == 0 || round < request.rounds()); round++) {
                await(last, interval, stop);
                long now = System.nanoTime();
                channel.send(new MethodTable(now - last, timings.topRows(request.order(), request.rows())));
                last = now;
            }
            return stop;
        }
    }

    private void await(long since, long interval, StopListener stop) {
        long left = interval;
        while (continues(stop) && left > 0) {
            LockSupport.parkNanos(Math.min(POLL_NANOS, left));
            left = interval - (System.nanoTime() - since);
        }
    }

    private boolean continues(StopListener stop) {
        return !stop.isStopped() && !streams.isShuttingDown();
    }
}
