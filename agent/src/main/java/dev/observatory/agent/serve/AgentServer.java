package dev.observatory.agent.serve;

import dev.observatory.agent.text.AgentMessages;
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
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections of the command line on a Unix domain socket that only the user of this JVM may use. No port is opened, and no
 * request executes code of its sender. One daemon thread accepts connections; each connection has another.
 */
public final class AgentServer {
    /** The command line that loaded the agent connects at once, unless it was killed. */
    private static final long IDLE_MILLIS = 30_000;

    private static final int ATTEMPTS = 5;

    private final AgentService agent;
    private final long idleMillis;
    private final Map<SocketChannel, Thread> open = new ConcurrentHashMap<>();
    private final ActiveStreams streams = new ActiveStreams();
    private final SocketDirectory directory = SocketDirectory.ofThisUser();
    private volatile boolean stopped;
    // The next three are guarded by this.
    private @Nullable ServerSocketChannel listening;
    private @Nullable Path socket;
    private @Nullable Thread atExit;

    /**
     * Creates a server that is not started.
     *
     * @param agent executes the requests
     */
    public AgentServer(AgentService agent) {
        this(agent, IDLE_MILLIS);
    }

    AgentServer(AgentService agent, long idleMillis) {
        this.agent = agent;
        this.idleMillis = idleMillis;
    }

    /**
     * Starts to accept connections. Has no effect if this server is started already.
     *
     * @throws IOException if the socket cannot be created
     */
    public synchronized void start() throws IOException {
        if (listening != null) {
            return;
        }
        Path file = directory.socketOf(ProcessHandle.current().pid());
        ServerSocketChannel created = open(file);
        listening = created;
        socket = file;
        atExit = daemon(this::shutDown, "observatory-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        daemon(() -> accept(created), "observatory-server").start();
        daemon(() -> detachIfIdle(created), "observatory-idle-timeout").start();
    }

    private ServerSocketChannel open(Path file) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                directory.prepare();
                Files.deleteIfExists(file); // Left behind by a process with the same number that was killed.
                return bound(file);
            } catch (IOException failure) {
                // Another process may have deleted the directory together with the last file in it.
                if (attempt == ATTEMPTS || Files.exists(directory.folder(), LinkOption.NOFOLLOW_LINKS)) {
                    throw failure;
                }
            }
        }
    }

    private static ServerSocketChannel bound(Path file) throws IOException {
        ServerSocketChannel created = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            created.bind(UnixDomainSocketAddress.of(file));
            SocketDirectory.protect(file);
            return created;
        } catch (IOException failure) {
            created.close();
            throw failure;
        }
    }

    /** Detaches the agent unless it is used within the time limit; returns early when this server is stopped. */
    private void detachIfIdle(ServerSocketChannel channel) {
        long deadline = System.nanoTime() + idleMillis * 1_000_000;
        synchronized (this) {
            for (long left = idleMillis;
                    channel.isOpen() && left > 0;
                    left = (deadline - System.nanoTime()) / 1_000_000) {
                try {
                    wait(left);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        }
        if (channel.isOpen()) {
            agent.detachIfUnused();
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
                Thread thread = daemon(() -> serve(accepted), "observatory-connection");
                open.put(accepted, thread);
                thread.start();
            } catch (ClosedChannelException stopped) {
                return;
            } catch (IOException failure) {
                AgentMessages.print(
                        "the agent accepts no more connections until it is attached again: " + failure.getMessage());
                stopListening();
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (MessageChannel messages = new MessageChannel(channel)) {
            new RequestHandler(agent, messages, streams).run();
        } catch (IOException disconnected) {
            // The command line has ended or was killed; the handler has closed what it opened.
        } catch (RuntimeException | LinkageError failure) {
            if (!stopped) { // After that no class can be loaded any more, since the agent's jar is closed.
                AgentMessages.print("a connection failed: " + failure);
            }
        } finally {
            open.remove(channel);
        }
    }

    /** Stops this server and closes all connections but the caller's, on which the outcome is still to be sent. */
    public synchronized void stop() {
        stopped = true;
        stopListening();
        open.forEach(AgentServer::closeUnlessOwn);
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

    private static void closeUnlessOwn(SocketChannel channel, Thread thread) {
        if (thread != Thread.currentThread()) {
            close(channel);
        }
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException failure) {
            AgentMessages.print("a socket could not be closed: " + failure);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // Then the hook runs and has nothing to do.
        }
    }

    private void shutDown() {
        streams.shutDown();
        removeSocket();
    }

    private void removeSocket() {
        Path file = socket;
        if (file != null) {
            try {
                directory.remove(file);
            } catch (IOException failure) {
                AgentMessages.print("the socket file [" + file + "] could not be removed: " + failure);
            }
        }
    }
}
