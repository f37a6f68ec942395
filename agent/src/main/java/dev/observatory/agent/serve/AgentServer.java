package dev.observatory.agent.serve;

import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.ReceiveBudget;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.SocketDirectory;
import dev.observatory.agent.wire.UnixFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections of the command line on a Unix domain socket that only the user of this JVM may use. No port is opened, and no
 * request executes code of its sender. One daemon thread accepts connections; each connection has another.
 *
 * <p>What clients can take from the program is limited: the number of connections, the time until a request is complete, and the size of
 * requests, each and together.
 */
public final class AgentServer {
    /** The command line that loaded the agent connects at once, unless it was killed. */
    private static final long IDLE_MILLIS = 30_000;

    private static final long PAUSE_NANOS = 100_000_000;
    private static final long MAX_RECEIVED_BYTES = 4L * Request.MAX_BYTES;

    private final AgentService agent;
    private final long idleMillis;
    private final OpenConnections connections = new OpenConnections();
    private final ReceiveBudget received = new ReceiveBudget(MAX_RECEIVED_BYTES);
    private final ActiveStreams streams = new ActiveStreams();
    private final long pid = ProcessHandle.current().pid();
    private volatile boolean stopped;
    // The next four are guarded by this.
    private @Nullable ServerSocketChannel listening;
    private @Nullable SocketDirectory directory;
    private @Nullable UnixFile socket;
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
     * Accepts connections in a directory. Has no effect if this server does so already. If it does so elsewhere, or its socket was
     * deleted, it accepts new connections only in this directory from now on; existing ones stay open.
     *
     * @param wanted the directory for the socket
     * @throws IOException if the socket cannot be created
     */
    public synchronized void start(SocketDirectory wanted) throws IOException {
        if (listening != null) {
            if (isListeningIn(wanted)) {
                return;
            }
            stopListening();
        }
        ServerSocketChannel created = open(wanted);
        listening = created;
        atExit = daemon(this::shutDown, "observatory-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
        daemon(() -> accept(created), "observatory-server").start();
        daemon(() -> detachIfIdle(created), "observatory-idle-timeout").start();
    }

    private synchronized boolean isListeningIn(SocketDirectory wanted) {
        SocketDirectory present = directory;
        UnixFile file = socket;
        try {
            return present != null
                    && file != null
                    && present.folder().equals(wanted.folder())
                    && file.isSameAs(wanted.verifiedSocket(pid));
        } catch (IOException deletedOrReplaced) {
            return false;
        }
    }

    private synchronized ServerSocketChannel open(SocketDirectory wanted) throws IOException {
        wanted.noteAttached(pid);
        wanted.removeSocket(pid, null); // Left behind by a process with the same number that was killed.
        ServerSocketChannel created = bound(wanted.socketOf(pid));
        try {
            socket = wanted.verifiedSocket(pid);
            directory = wanted;
            return created;
        } catch (IOException failure) {
            created.close();
            throw failure;
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
                admit(from.accept());
            } catch (ClosedChannelException stopped) {
                return;
            } catch (IOException failure) {
                AgentMessages.print(
                        "the agent accepts no more connections until it is attached again: " + failure.getMessage());
                stopListeningTo(from);
                return;
            } catch (OutOfMemoryError exhausted) {
                LockSupport.parkNanos(PAUSE_NANOS); // The program may recover, and other clients may connect then.
            }
        }
    }

    private void admit(SocketChannel accepted) {
        boolean isStarted = false;
        try {
            Thread thread = daemon(() -> serve(accepted), "observatory-connection");
            if (connections.add(accepted, thread)) {
                thread.start();
                isStarted = true;
            }
        } finally {
            if (!isStarted) {
                connections.remove(accepted);
                OpenConnections.close(accepted);
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (MessageChannel messages = new MessageChannel(channel, UnaryOperator.identity(), received)) {
            new RequestHandler(agent, messages, streams).run(() -> connections.requested(channel));
        } catch (IOException disconnected) {
            // The command line has ended or was killed; the handler has closed what it opened.
        } catch (RuntimeException | LinkageError failure) {
            if (!stopped) { // What was being done may have needed what the detach has removed.
                AgentMessages.print("a connection failed: " + failure);
            }
        } finally {
            connections.remove(channel);
        }
    }

    /** Stops this server and closes all connections but the caller's, on which the outcome is still to be sent. */
    public synchronized void stop() {
        stopped = true;
        stopListening();
        noteDetached();
        connections.closeOthers();
    }

    private synchronized void noteDetached() {
        SocketDirectory present = directory;
        if (present != null) {
            try {
                present.noteDetached(pid);
            } catch (IOException failure) {
                AgentMessages.print(
                        "[observatory list] will not show that the agent has detached: " + failure.getMessage());
            }
        }
    }

    private synchronized void stopListeningTo(ServerSocketChannel from) {
        if (listening == from) {
            stopListening();
        }
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

    private synchronized void removeSocket() {
        SocketDirectory present = directory;
        UnixFile file = socket;
        if (present != null && file != null) {
            try {
                present.removeSocket(pid, file);
            } catch (IOException failure) {
                AgentMessages.print("the socket file [" + present.socketOf(pid) + "] could not be removed: "
                        + failure.getMessage());
            }
        }
    }
}
