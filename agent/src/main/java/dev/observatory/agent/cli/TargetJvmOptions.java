package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Request;
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

    /** Connects to the agent if it is active in the JVM; otherwise returns null. */
    private @Nullable AgentClient connectIfActive(JavaProcess target) {
        AgentClient agent = AgentClient.connect(target, timeoutMillis());
        if (agent == null && target.startedWithAgents() && AgentLoader.wake(target, timeoutMillis())) {
            agent = AgentClient.connect(target, timeoutMillis());
        }
        if (agent == null && target.startedWithAgent()) {
            AgentLoader.load(target, timeoutMillis()); // Makes the active agent accept connections.
            agent = AgentClient.connect(target, timeoutMillis());
            if (agent != null && agent.isIdle()) {
                // The agent from the start had been detached, and this loaded another one.
                agent.send(new Request.Detach());
                while (agent.receiveUntilEnd() != null) {}
                agent.close();
                return null;
            }
        }
        return agent;
    }

    /**
     * Connects to the agent in the JVM.
     *
     * @throws CommandException if it is not active
     */
    AgentClient connect() {
        JavaProcess target = target();
        AgentClient agent = connectIfActive(target);
        if (agent == null) {
            throw new CommandException(
                    ExitCode.NOT_ATTACHED,
                    "The agent is not active in JVM [" + target.pid() + " " + target.mainClass()
                            + "]. Load it with [observatory attach " + target.pid() + "]");
        }
        return agent;
    }

    /** Connects to the agent in the JVM, and loads it first if it is not active. */
    Connection connectOrLoad() {
        JavaProcess target = target();
        AgentClient active = connectIfActive(target);
        if (active != null) {
            return new Connection(active, false);
        }
        AgentLoader.load(target, timeoutMillis());
        AgentClient loaded = AgentClient.connect(target, timeoutMillis());
        if (loaded == null) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "JVM [" + target.pid()
                            + "] loaded the agent, but the agent does not answer. The reason is on the standard error"
                            + " stream of that program");
        }
        return new Connection(loaded, true);
    }

    /**
     * A connection to the agent.
     *
     * @param isNewlyLoaded whether the agent was loaded for this connection
     */
    record Connection(AgentClient client, boolean isNewlyLoaded) {}
}
