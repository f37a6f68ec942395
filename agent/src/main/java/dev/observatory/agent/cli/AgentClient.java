package dev.observatory.agent.cli;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A conversation with the agent in one JVM, after both have told their versions. */
final class AgentClient implements Closeable {
    private static final int LOOKS = 50;
    private static final long LOOK_NANOS = 10_000_000;

    private final JavaProcess target;
    private final MessageChannel wire;
    private final boolean isIdle;

    AgentClient(JavaProcess target, MessageChannel wire, boolean isIdle) {
        this.target = target;
        this.wire = wire;
        this.isIdle = isIdle;
    }

    /** Whether the agent has only just come in. */
    boolean isIdle() {
        return isIdle;
    }

    /** Whether an agent listens. */
    static boolean isPossible(JavaProcess target) {
        return SocketDirectory.isAlive(SocketDirectory.ofThisUser().socketOf(target.pid()));
    }

    /**
     * Talks to the agent, if one can be met.
     *
     * @return the conversation; null if no agent is at work
     * @throws CommandException if an agent of another version is, or it does not answer in time
     */
    static @Nullable AgentClient withPresent(JavaProcess target, long timeoutMillis) {
        if (!isPossible(target)) {
            return null;
        }
        FutureTask<@Nullable AgentClient> greeting = new FutureTask<>(() -> greet(target));
        Thread thread = new Thread(greeting, "greeting");
        thread.setDaemon(true);
        thread.start();
        try {
            return greeting.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new CommandException(
                    ExitCode.TIMEOUT,
                    "The agent in JVM [" + target.pid() + "] did not answer within ["
                            + DurationText.of(timeoutMillis * 1_000_000)
                            + "]: the JVM may be stopped or in a long pause. Look at it with [ps] or [top] and raise [--timeout]");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CommandException told) {
                throw told;
            }
            throw new CommandException(
                    ExitCode.FAILED,
                    "The agent in JVM [" + target.pid() + "] cannot be talked to: "
                            + requireNonNull(failed.getCause()).getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "Interrupted");
        }
    }

    private static @Nullable AgentClient greet(JavaProcess target) throws IOException {
        SocketDirectory place = SocketDirectory.ofThisUser();
        place.check();
        Path socket = place.socketOf(target.pid());
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobodyListens) {
            channel.close();
            return null; // It has just left.
        }
        return greeted(target, new MessageChannel(channel));
    }

    /** Tells the versions to each other. */
    static AgentClient greeted(JavaProcess target, MessageChannel wire) throws IOException {
        wire.send(List.of(MessageChannel.GREETING, Versions.own()));
        List<String> greeting = wire.receive();
        if (greeting == null
                || greeting.size() < 2
                || !greeting.subList(0, 2).equals(List.of(MessageChannel.GREETING, Versions.own()))) {
            wire.close();
            String theirs = greeting == null || greeting.size() < 2 ? "unknown" : greeting.get(1);
            throw new CommandException(
                    ExitCode.OTHER_VERSION,
                    "JVM [" + target.pid() + "] has version [" + theirs + "] of the agent, this is version ["
                            + Versions.own() + "], and both must be the same. Use the jar of version [" + theirs
                            + "]; a JVM keeps the version that came first until it ends");
        }
        return new AgentClient(target, wire, greeting.contains(MessageChannel.IDLE));
    }

    JavaProcess target() {
        return target;
    }

    void say(List<String> message) {
        try {
            wire.send(message);
        } catch (IOException gone) {
            // The next answer will be that there is none.
        }
    }

    /** The next message; null if the other side, or the whole program, has ended. */
    @Nullable
    List<String> hear() {
        List<String> message;
        try {
            message = wire.receive();
            if (message != null) {
                AnswerShape.check(message);
            }
        } catch (ProtocolException strange) {
            throw notUnderstood(strange.getMessage());
        } catch (IOException ended) {
            return null;
        }
        if (message != null && message.get(0).equals("refused")) {
            throw message.get(1).isBlank()
                    ? notUnderstood("it refuses without a reason")
                    : new CommandException(ExitCode.USAGE, message.get(1));
        }
        if (message != null) {
            message.replaceAll(SafeText::of);
        }
        return message;
    }

    /** For somebody who answers, but not as the agent does. */
    CommandException notUnderstood(@Nullable String reason) {
        return new CommandException(
                ExitCode.FAILED,
                "What answers for JVM [" + target.pid() + "] does not speak as its agent does: " + reason);
    }

    /** Whether the program runs on, now that the agent answers no more. One that was killed closes its sockets first. */
    boolean isTargetAlive() {
        for (int look = 0; look < LOOKS && JavaProcesses.isRunning(target.pid()); look++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return JavaProcesses.isRunning(target.pid());
    }

    /** The next message of an answer that must be whole; null at its end. */
    @Nullable
    List<String> hearToTheEnd() {
        List<String> message = hear();
        if (message == null) {
            throw new CommandException(
                    ExitCode.NO_PROCESS,
                    isTargetAlive()
                            ? "The agent left JVM [" + target.pid()
                                    + "] before it had answered: another command took it out." + " Try again"
                            : "JVM [" + target.pid() + "] ended before it had answered");
        }
        return message.get(0).equals("end") ? null : message;
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException closedAnyway) {
            // There is nothing more to be said.
        }
    }
}
