package dev.observatory.agent.cli;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.jvm.AgentVersion;
import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.wire.Handshake;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A connection to the agent in one JVM, for one request; the handshake is done. Received texts are safe for a terminal. */
final class AgentClient implements Closeable {
    private static final int LIVENESS_CHECKS = 50;
    private static final long LIVENESS_CHECK_NANOS = 10_000_000;
    private static final long RETRY_MILLIS = 100;

    private final JavaProcess target;
    private final MessageChannel channel;
    private final boolean isIdle;

    AgentClient(JavaProcess target, MessageChannel channel, boolean isIdle) {
        this.target = target;
        this.channel = channel;
        this.isIdle = isIdle;
    }

    /** Returns whether nothing was requested of the agent since it was loaded. */
    boolean isIdle() {
        return isIdle;
    }

    /** Returns whether an agent accepts connections in the JVM. */
    static boolean canConnect(AgentSockets sockets) {
        return sockets.listening() != null;
    }

    /**
     * Connects to the agent.
     *
     * @return the connection; null if no agent is active in the JVM
     * @throws CommandException if the agent has another version, or does not answer in time
     */
    static @Nullable AgentClient connect(JavaProcess target, AgentSockets sockets, long timeoutMillis) {
        if (!canConnect(sockets)) {
            return null;
        }
        FutureTask<@Nullable AgentClient> connecting = new FutureTask<>(() -> connect(target, sockets));
        Thread thread = new Thread(connecting, "connect");
        thread.setDaemon(true);
        thread.start();
        try {
            return connecting.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            thread.interrupt();
            throw new CommandException(
                    ExitCode.TIMEOUT,
                    "The agent in JVM [" + target.pid() + "] did not answer within ["
                            + DurationText.of(timeoutMillis * 1_000_000)
                            + "]: the JVM may be stopped or in a long pause, or too many other commands are connected."
                            + " Check it with [ps] or [top] and raise [--timeout]");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CommandException reported) {
                throw reported;
            }
            throw new CommandException(
                    ExitCode.FAILED,
                    "Cannot communicate with the agent in JVM [" + target.pid() + "]: "
                            + requireNonNull(failed.getCause()).getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "Interrupted");
        }
    }

    /** Tries again while the agent closes the connection, since it has too many others. */
    private static @Nullable AgentClient connect(JavaProcess target, AgentSockets sockets)
            throws IOException, InterruptedException {
        for (SocketDirectory directory = sockets.listening(); directory != null; directory = sockets.listening()) {
            Path socket = directory.socketOf(sockets.jvm().pidInside());
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
            } catch (IOException detached) {
                channel.close();
                return null;
            }
            AgentClient client = handshake(target, safeChannel(channel));
            if (client != null) {
                return client;
            }
            Thread.sleep(RETRY_MILLIS);
        }
        return null;
    }

    static MessageChannel safeChannel(ByteChannel channel) {
        return new MessageChannel(channel, TextEscaper::singleLine);
    }

    /** Returns null if the agent has closed the connection. */
    static @Nullable AgentClient handshake(JavaProcess target, MessageChannel channel) throws IOException {
        Handshake answer = null;
        try {
            channel.send(new Handshake.Hello(AgentVersion.current()));
            answer = channel.receive(Handshake::decode);
        } catch (ProtocolException invalid) {
            channel.close();
            throw invalid;
        } catch (IOException disconnected) {
            // As if it had been closed without an answer.
        }
        if (answer instanceof Handshake.Welcome welcome && welcome.isCompatibleWith(AgentVersion.current())) {
            return new AgentClient(target, channel, welcome.isIdle());
        }
        channel.close();
        if (answer == null) {
            return null;
        }
        String theirs = answer.version();
        throw new CommandException(
                ExitCode.OTHER_VERSION,
                "JVM [" + target.pid() + "] has version [" + theirs + "] of the agent, this is version ["
                        + AgentVersion.current() + "], and both must be the same. Use the jar of version [" + theirs
                        + "]; a JVM keeps the version that was loaded first until it ends, so to use version ["
                        + AgentVersion.current() + "], restart the program");
    }

    JavaProcess target() {
        return target;
    }

    /** Sends a request. If that fails, {@link #receive} returns null. */
    void send(Request request) {
        try {
            channel.send(request, Request.MAX_BYTES);
        } catch (ProtocolException invalid) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(invalid.getMessage()));
        } catch (IOException disconnected) {
            // Reported by the next receive.
        }
    }

    /**
     * Waits for the next response.
     *
     * @return the response; null if the agent or the JVM closed the connection
     * @throws CommandException if the agent refuses the request, or what arrives is not a response
     */
    @Nullable
    Response receive() {
        Response response;
        try {
            response = channel.receive(Response::decode);
        } catch (ProtocolException invalid) {
            throw protocolViolation(invalid.getMessage());
        } catch (IOException disconnected) {
            return null;
        }
        if (response instanceof Response.Refused refused) {
            throw refused.reason().isBlank()
                    ? protocolViolation("it refuses without a reason")
                    : new CommandException(ExitCode.USAGE, refused.reason());
        }
        return response;
    }

    /**
     * Waits for the next response of an answer that must be complete.
     *
     * @return the response; null after the last one
     * @throws CommandException as {@link #receive}, and if the connection is closed before the last one
     */
    @Nullable
    Response receiveUntilEnd() {
        Response response = receive();
        if (response == null) {
            throw new CommandException(
                    ExitCode.NO_PROCESS,
                    isTargetAlive()
                            ? "The agent in JVM [" + target.pid()
                                    + "] was detached by another command before it answered. Try again"
                            : "JVM [" + target.pid() + "] ended before it answered");
        }
        return response instanceof Response.End ? null : response;
    }

    /** Creates the exception for a process that answers, but not as the agent does. */
    CommandException protocolViolation(@Nullable String reason) {
        return new CommandException(
                ExitCode.FAILED,
                "JVM [" + target.pid() + "] answers, but not like this version of the agent: " + reason);
    }

    /** Creates the exception for a response that does not belong to the request. */
    CommandException unexpected(Response response, String request) {
        return protocolViolation("it answers [" + request + "] with [" + response.kind() + "]");
    }

    /** Returns whether the program still runs after the connection was closed. A killed process closes its sockets before it ends. */
    boolean isTargetAlive() {
        for (int check = 0; check < LIVENESS_CHECKS && JavaProcesses.isRunning(target.pid()); check++) {
            LockSupport.parkNanos(LIVENESS_CHECK_NANOS);
        }
        return JavaProcesses.isRunning(target.pid());
    }

    /** Returns why a stream was cut off, for people. */
    String disconnectReason() {
        return isTargetAlive() ? "Another command detached the agent." : "The program has ended.";
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            // The process ends soon, and the connection with it.
        }
    }
}
