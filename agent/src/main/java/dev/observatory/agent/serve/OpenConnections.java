package dev.observatory.agent.serve;

import dev.observatory.agent.text.AgentMessages;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a server, which are limited in number. One that has not made its request in time is closed, so that clients that
 * never do cannot keep others out.
 */
final class OpenConnections {
    /** Each has a thread; more are not needed by people, and a leak in a script must not take the program's memory. */
    static final int MAX = 64;

    private static final long REQUEST_SECONDS = 5;

    private final long requestNanos;
    // The rest is guarded by this.
    private final Map<SocketChannel, Thread> threads = new HashMap<>();
    /** When the request of a connection is due, by {@link System#nanoTime}. */
    private final Map<SocketChannel, Long> due = new HashMap<>();

    private boolean isSupervised;

    OpenConnections() {
        this(TimeUnit.SECONDS.toNanos(REQUEST_SECONDS));
    }

    /**
     * Creates the connections of a server.
     *
     * @param requestNanos the time that a client has for its request
     */
    OpenConnections(long requestNanos) {
        this.requestNanos = requestNanos;
    }

    /**
     * Adds a connection, unless there are too many.
     *
     * @param thread serves the connection; is not started yet
     * @return false if there are too many
     */
    synchronized boolean add(SocketChannel channel, Thread thread) {
        if (threads.size() >= MAX) {
            return false;
        }
        threads.put(channel, thread);
        due.put(channel, System.nanoTime() + requestNanos);
        if (!isSupervised) {
            isSupervised = true;
            AgentServer.daemon(this::supervise, "observatory-request-timeout").start();
        }
        return true;
    }

    /** Notes that a connection has made its request, and may take any time from now on. */
    synchronized void requested(SocketChannel channel) {
        due.remove(channel);
        notifyAll();
    }

    synchronized void remove(SocketChannel channel) {
        threads.remove(channel);
        requested(channel);
    }

    /** Closes all connections but that of the current thread. */
    void closeOthers() {
        List<SocketChannel> others = new ArrayList<>();
        synchronized (this) {
            threads.forEach((channel, thread) -> {
                if (thread != Thread.currentThread()) {
                    others.add(channel);
                }
            });
        }
        others.forEach(OpenConnections::close);
    }

    /** Runs while any request is due. */
    private void supervise() {
        for (List<SocketChannel> late = awaitLate(); late != null; late = awaitLate()) {
            late.forEach(OpenConnections::close);
        }
    }

    /** Waits until a connection is late, or one has made its request; returns null once no request is due. */
    private synchronized @Nullable List<SocketChannel> awaitLate() {
        long now = System.nanoTime();
        List<SocketChannel> late = new ArrayList<>();
        long next = requestNanos;
        for (Map.Entry<SocketChannel, Long> each : due.entrySet()) {
            long left = each.getValue() - now;
            if (left <= 0) {
                late.add(each.getKey());
            }
            next = Math.min(next, left);
        }
        late.forEach(due::remove);
        if (!late.isEmpty()) {
            return late;
        }
        if (due.isEmpty()) {
            isSupervised = false;
            return null;
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, next + TimeUnit.MILLISECONDS.toNanos(1));
        } catch (InterruptedException stopped) {
            isSupervised = false;
            return null;
        }
        return late;
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException failure) {
            AgentMessages.print("a connection could not be closed: " + failure);
        }
    }
}
