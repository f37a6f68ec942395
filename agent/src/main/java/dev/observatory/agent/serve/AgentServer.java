package dev.observatory.agent.serve;

import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets the command line talk to the agent, through a socket file that only this user may use. There is no port, and nothing that
 * could be asked runs code. One daemon thread waits; each conversation has another.
 */
public final class AgentServer {
    /** Whoever let the agent in asks at once, or was killed before. */
    private static final long WAITING_MILLIS = 30_000;

    private static final int ATTEMPTS = 5;

    private final AgentService agent;
    private final long waitingMillis;
    private final Map<SocketChannel, Thread> open = new ConcurrentHashMap<>();
    private final Streams streams = new Streams();
    private final SocketDirectory place = SocketDirectory.ofThisUser();
    private volatile boolean stopped;
    // The three are guarded by this.
    private @Nullable ServerSocketChannel listening;
    private @Nullable Path socket;
    private @Nullable Thread atExit;

    /**
     * Makes a server that does not run yet.
     *
     * @param agent answers
     */
    public AgentServer(AgentService agent) {
        this(agent, WAITING_MILLIS);
    }

    AgentServer(AgentService agent, long waitingMillis) {
        this.agent = agent;
        this.waitingMillis = waitingMillis;
    }

    /**
     * Begins to listen; does nothing if it does.
     *
     * @throws IOException if it cannot
     */
    public synchronized void start() throws IOException {
        if (listening != null) {
            return;
        }
        Path file = place.socketOf(ProcessHandle.current().pid());
        ServerSocketChannel made = opened(file);
        listening = made;
        socket = file;
        atExit = daemon(this::programEnds, "observatory-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        daemon(() -> accept(made), "observatory-server").start();
        daemon(() -> leaveUnlessAsked(made), "observatory-waiting").start();
    }

    private ServerSocketChannel opened(Path file) throws IOException {
        for (int attempt = 1; ; attempt++) {
            place.prepare();
            Files.deleteIfExists(file); // Of a process before this one that had its number and was killed.
            ServerSocketChannel made = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                made.bind(UnixDomainSocketAddress.of(file));
                SocketDirectory.protect(file);
                return made;
            } catch (IOException failure) {
                made.close();
                // The agent of another process may have taken the folder away, as the last one in it.
                if (attempt == ATTEMPTS || Files.exists(place.folder())) {
                    throw failure;
                }
            }
        }
    }

    /** Ends before its time when this server does. */
    private void leaveUnlessAsked(ServerSocketChannel by) {
        long deadline = System.nanoTime() + waitingMillis * 1_000_000;
        synchronized (this) {
            for (long left = waitingMillis;
                    by.isOpen() && left > 0;
                    left = (deadline - System.nanoTime()) / 1_000_000) {
                try {
                    wait(left);
                } catch (InterruptedException ended) {
                    return;
                }
            }
        }
        if (by.isOpen()) {
            agent.leaveIfUnused();
        }
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    private void accept(ServerSocketChannel from) {
        while (from.isOpen()) {
            try {
                SocketChannel accepted = from.accept();
                Thread thread = daemon(() -> converse(accepted), "observatory-conversation");
                open.put(accepted, thread);
                thread.start();
            } catch (ClosedChannelException stopped) {
                return;
            } catch (IOException failure) {
                report("nobody can talk to the agent until it is attached again: " + failure.getMessage());
                stopListening();
                return;
            }
        }
    }

    private void converse(SocketChannel channel) {
        try (MessageChannel wire = new MessageChannel(channel)) {
            new RequestHandler(agent, wire, streams).run();
        } catch (IOException left) {
            // Whoever asked is gone, killed maybe: there is nobody to tell, and what it had asked for has been ended.
        } catch (RuntimeException | LinkageError failure) {
            if (!stopped) { // After that no class can be loaded any more: the agent's jar is closed.
                report("a conversation failed: " + failure);
            }
        } finally {
            open.remove(channel);
        }
    }

    /** Ends everything but the conversation that asked for it, whose last word is still to be said. */
    public synchronized void stop() {
        stopped = true;
        stopListening();
        open.forEach(AgentServer::endUnlessOwn);
    }

    private synchronized void stopListening() {
        ServerSocketChannel from = listening;
        if (from == null) {
            return;
        }
        listening = null;
        close(from);
        notifyAll();
        removeSocket();
        if (atExit != null) {
            removeHook(atExit);
            atExit = null;
        }
    }

    private static void endUnlessOwn(SocketChannel channel, Thread thread) {
        if (thread != Thread.currentThread()) {
            close(channel);
        }
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException failure) {
            report("a socket could not be closed: " + failure);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // Then it runs, and finds nothing to do.
        }
    }

    private void programEnds() {
        streams.endAll();
        removeSocket();
    }

    private void removeSocket() {
        Path file = socket;
        if (file != null) {
            try {
                place.remove(file);
            } catch (IOException failure) {
                report("the socket file [" + file + "] could not be removed: " + failure);
            }
        }
    }

    private static void report(String line) {
        System.err.println("[observatory] " + line);
    }
}
