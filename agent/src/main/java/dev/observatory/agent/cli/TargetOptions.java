package dev.observatory.agent.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which JVM a command is about, and how long to wait for it. */
final class TargetOptions {
    @Parameters(index = "0", paramLabel = "JVM", description = "Process number, or part of the main class's name.")
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

    /** At most a day: nobody waits longer, and what counts in other units has its limits. */
    long timeoutMillis() {
        return Math.min(24 * 3600 * 1000, Math.max(1, timeoutNanos / 1_000_000));
    }

    static void requireAtLeast(long least, String option, long value) {
        if (value < least) {
            throw new CommandException(
                    ExitCode.USAGE, "[" + option + "] must be at least [" + least + "], but is [" + value + "]");
        }
    }

    /** The JVM, which may be talked to. */
    JavaProcess target() {
        JavaProcess target = JavaProcesses.named(jvm);
        AttachChecks.requireReachable(target);
        return target;
    }

    /** Talks to the agent that is at work in the JVM; null if none is. */
    @Nullable
    AgentClient withPresent(JavaProcess target) {
        AgentClient present = AgentClient.withPresent(target, timeoutMillis());
        if (present == null && target.startedWithAgents() && AgentLoader.wake(target, timeoutMillis())) {
            present = AgentClient.withPresent(target, timeoutMillis());
        }
        if (present == null && target.startedWithAgent()) {
            AgentLoader.into(target, timeoutMillis()); // It is there and only has to be told to listen.
            present = AgentClient.withPresent(target, timeoutMillis());
            if (present != null && present.isIdle()) {
                // It had left, and another one has come in.
                present.say(List.of("detach"));
                while (present.hearToTheEnd() != null) {}
                present.close();
                return null;
            }
        }
        return present;
    }

    /** Talks to the agent that is at work in the JVM. */
    AgentClient withAgent() {
        JavaProcess target = target();
        AgentClient present = withPresent(target);
        if (present == null) {
            throw new CommandException(
                    ExitCode.NOT_ATTACHED,
                    "The agent is not at work in JVM [" + target.pid() + " " + target.mainClass()
                            + "]. [observatory attach " + target.pid() + "] brings it in");
        }
        return present;
    }

    /** Talks to the agent, which is loaded if need be. */
    Arrived arrive() {
        JavaProcess target = target();
        AgentClient present = withPresent(target);
        if (present != null) {
            return new Arrived(present, false);
        }
        AgentLoader.into(target, timeoutMillis());
        AgentClient arrived = AgentClient.withPresent(target, timeoutMillis());
        if (arrived == null) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "JVM [" + target.pid()
                            + "] took the agent, but nobody answers: what went wrong stands on the standard"
                            + " error stream of that program");
        }
        return new Arrived(arrived, true);
    }

    /**
     * A conversation with the agent.
     *
     * @param isNew whether the agent came for it
     */
    record Arrived(AgentClient conversation, boolean isNew) {}
}
