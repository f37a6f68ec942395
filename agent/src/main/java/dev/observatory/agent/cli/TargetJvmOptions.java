package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Request;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that select a JVM and connect to the agent in it; a mixin of most commands. */
final class TargetJvmOptions {
    @Parameters(index = "0", paramLabel = "JVM", description = "Process number, or part of the name of the main class.")
    private String jvm = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait for the JVM to answer (default: ${DEFAULT-VALUE}).")
    private long timeoutNanos;

    @Option(
            names = "--socket-dir",
            paramLabel = "DIR",
            description =
                    "Folder for the socket and files of the agent, if another user has taken the usual names: a folder"
                            + " named observatory-USER is created in it. Commands for one JVM must use the same.")
    private @Nullable Path socketDir;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** At most a day, which is safe to convert to other units. */
    long timeoutMillis() {
        return Math.min(24 * 3600 * 1000, Math.max(1, timeoutNanos / 1_000_000));
    }

    static void requireAtLeast(long least, String option, long value) {
        if (value < least) {
            throw new CommandException(
                    ExitCode.USAGE, "[" + option + "] must be at least [" + least + "], but is [" + value + "]");
        }
    }

    /**
     * Finds the JVM.
     *
     * @throws CommandException if there is none, or this process must not connect to it
     */
    JavaProcess target() {
        JavaProcess target = JavaProcesses.find(jvm);
        AttachChecks.requireReachable(target);
        return target;
    }

    /** Returns the sockets at which the agent in a JVM may accept connections. */
    AgentSockets sockets(JavaProcess target) {
        return AgentSockets.of(
                target, socketDir == null ? null : socketDir.toAbsolutePath().normalize());
    }

    /** Connects to the agent if it can be reached without loading another; otherwise returns null. */
    private @Nullable AgentClient connectWithoutLoading(JavaProcess target, AgentSockets sockets) {
        AgentClient agent = AgentClient.connect(target, sockets, timeoutMillis());
        boolean mayAccept = agent == null && target.startedWithAgents() && !sockets.hasDetached();
        return mayAccept && wake(target, sockets) ? AgentClient.connect(target, sockets, timeoutMillis()) : agent;
    }

    /** Loads the agent; if one is active already, makes it accept connections. */
    private @Nullable AgentClient connectByLoading(JavaProcess target, AgentSockets sockets) {
        AgentLoader.load(target, sockets, timeoutMillis());
        return AgentClient.connect(target, sockets, timeoutMillis());
    }

    /** If the agents of the JVM seem to be others, that it cannot be reached says nothing about this one. */
    private boolean wake(JavaProcess target, AgentSockets sockets) {
        try {
            return AgentLoader.wake(target, sockets, timeoutMillis());
        } catch (CommandException obstacle) {
            if (target.startedWithAgent()) {
                throw obstacle;
            }
            return false;
        }
    }

    /**
     * Connects to the agent in the JVM.
     *
     * @throws CommandException if it is not active
     */
    AgentClient connect() {
        JavaProcess target = target();
        AgentSockets sockets = sockets(target);
        AgentClient agent = connectWithoutLoading(target, sockets);
        boolean mayBeActive = target.startedWithAgent() || sockets.hadAgentLoaded();
        if (agent == null && mayBeActive && !sockets.hasDetached()) {
            agent = active(connectByLoading(target, sockets));
        }
        if (agent == null) {
            throw new CommandException(
                    ExitCode.NOT_ATTACHED,
                    "The agent is not active in JVM [" + target.pid() + " " + target.mainClass()
                            + "]. Load it with [observatory attach " + target.pid() + "]");
        }
        return agent;
    }

    /** If none was active, another one was loaded just now, which is removed. Returns null then. */
    private static @Nullable AgentClient active(@Nullable AgentClient agent) {
        if (agent == null || !agent.isIdle()) {
            return agent;
        }
        agent.send(new Request.Detach());
        while (agent.receiveUntilEnd() != null) {}
        agent.close();
        return null;
    }

    /** Connects to the agent in the JVM, and loads it first if it is not active. */
    Connection connectOrLoad() {
        JavaProcess target = target();
        AgentSockets sockets = sockets(target);
        AgentClient active = connectWithoutLoading(target, sockets);
        if (active != null) {
            return new Connection(active, false);
        }
        AgentClient loaded = connectByLoading(target, sockets);
        if (loaded == null) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "JVM [" + target.pid()
                            + "] loaded the agent, but the agent does not answer. The reason is on the standard error"
                            + " stream of that program");
        }
        return new Connection(loaded, loaded.isIdle());
    }

    /**
     * A connection to the agent.
     *
     * @param isNewlyLoaded whether nothing was requested of the agent before this connection
     */
    record Connection(AgentClient client, boolean isNewlyLoaded) {}
}
