package dev.observatory.agent.cli;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.jvm.AgentJar;
import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.wire.BootstrapJar;
import dev.observatory.agent.wire.LoadableJars;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.bytebuddy.agent.VirtualMachine;

/**
 * Loads the agent into a JVM. Only the agent's own answer proves success: some JVMs report success although loading failed.
 */
final class AgentLoader {
    private static final String SERVE = "@serve";
    private static final long POLL_MILLIS = 5;

    /** The first release that warns of dynamically loaded agents. */
    static final int JEP_451 = 21;

    private AgentLoader() {}

    /**
     * Loads the agent and makes it accept connections.
     *
     * @throws CommandException if the JVM does not load it, or not in time
     */
    static void load(JavaProcess target, AgentSockets sockets, long timeoutMillis) {
        AttachChecks.requireLoadable(target);
        SocketDirectory directory = sockets.usable();
        announceJvmWarning(target);
        within(target, timeoutMillis, () -> {
            attach(sockets, directory, timeoutMillis);
            return true;
        });
    }

    /**
     * Makes the agent that started with the JVM accept connections, without loading another one.
     *
     * @return whether it accepts connections now
     * @throws CommandException if the JVM does not respond in time, or the agent cannot accept connections
     */
    static boolean wake(JavaProcess target, AgentSockets sockets, long timeoutMillis) {
        AttachChecks.requireReachableByAttach(target);
        SocketDirectory directory = sockets.usable();
        return within(target, timeoutMillis, () -> {
            AgentSignal signal = new AgentSignal(
                    directory,
                    sockets.jvm().inside(directory.folder()),
                    sockets.jvm().pidInside(),
                    new JvmConnection.Factory(sockets.jvm(), timeoutMillis));
            boolean isAccepted = signal.isAccepted();
            while (isAccepted && !signal.hasOutcome() && JavaProcesses.isRunning(target.pid())) {
                Thread.sleep(POLL_MILLIS);
            }
            if (isAccepted && JavaProcesses.isRunning(target.pid()) && !AgentClient.canConnect(sockets)) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "The agent in JVM [" + target.pid()
                                + "] cannot accept connections. The reason is on the standard error stream of that"
                                + " program");
            }
            return isAccepted;
        });
    }

    private static boolean within(JavaProcess target, long timeoutMillis, Callable<Boolean> work) {
        FutureTask<Boolean> attaching = new FutureTask<>(work);
        Thread thread = new Thread(attaching, "attach");
        thread.setDaemon(true);
        thread.start();
        try {
            return attaching.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            thread.interrupt();
            throw timeout(target, timeoutMillis);
        } catch (ExecutionException failed) {
            throw translated(target, timeoutMillis, requireNonNull(failed.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "Interrupted");
        }
    }

    private static void attach(AgentSockets sockets, SocketDirectory directory, long timeoutMillis) throws IOException {
        JvmFiles jvm = sockets.jvm();
        ProcFs process = ProcFs.of(jvm.pid());
        // A JVM that has opened one jar can open others.
        boolean canOpenJars = !process.hasDeletedWorkingDirectory()
                || process.openFiles().stream().anyMatch(file -> file.matches(".*\\.jar( \\(deleted\\))?"));
        if (!canOpenJars && printsWarning(JavaProcesses.of(jvm.pid()))) {
            throw new CommandException(
                    ExitCode.ATTACH_DISABLED,
                    "The working directory of JVM [" + jvm.pid()
                            + "] was deleted, and it has opened no jar before; its JDK cannot print the warning of JEP 451 then, and"
                            + " trying would break the program. Restart it in a directory that exists, or with"
                            + " [-XX:+EnableDynamicAgentLoading]");
        }
        try (LoadableJars jars = LoadableJars.write(directory, jvm.pidInside(), AgentJar.source(), canOpenJars)) {
            VirtualMachine machine = VirtualMachine.ForHotSpot.attach(
                    Long.toString(jvm.pid()), new JvmConnection.Factory(jvm, timeoutMillis));
            try {
                machine.loadAgent(
                        jvm.inside(jars.bootstrap().toPath()),
                        BootstrapJar.arguments(
                                new File(jvm.inside(jars.agent().toPath())),
                                SERVE + " " + jvm.inside(directory.folder())));
            } finally {
                machine.detach();
            }
        }
    }

    private static boolean printsWarning(JavaProcess target) {
        return target.release() >= JEP_451 && !target.isEnabled("EnableDynamicAgentLoading", false);
    }

    private static void announceJvmWarning(JavaProcess target) {
        if (printsWarning(target)) {
            System.err.println("JVM [" + target.pid() + "] is JDK " + target.jdk()
                    + " and prints a warning now, since an agent is loaded dynamically (JEP 451). To avoid it, start"
                    + " the program with [" + AgentJar.option() + "] or [-XX:+EnableDynamicAgentLoading]");
        }
    }

    private static CommandException translated(JavaProcess target, long timeoutMillis, Throwable failure) {
        if (failure instanceof CommandException reported) {
            return reported;
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Dynamic agent loading is not enabled")) {
            return AttachChecks.disabled(target, "-XX:-EnableDynamicAgentLoading");
        }
        if (message.contains("did not respond")) {
            return timeout(target, timeoutMillis);
        }
        if (!JavaProcesses.isRunning(target.pid())) {
            return new CommandException(
                    ExitCode.NO_PROCESS, "Process [" + target.pid() + "] ended while the agent was being loaded");
        }
        return new CommandException(
                ExitCode.FAILED,
                "The agent could not be loaded into JVM [" + target.pid() + "]: " + TextEscaper.singleLine(message)
                        + ". The standard error stream of that program may say more");
    }

    private static CommandException timeout(JavaProcess target, long timeoutMillis) {
        return new CommandException(
                ExitCode.TIMEOUT,
                "JVM [" + target.pid() + "] did not answer within [" + DurationText.of(timeoutMillis * 1_000_000)
                        + "]: it may be stopped, in a long pause, or out of processor time. Check it with [ps] or"
                        + " [top] and raise [--timeout]");
    }
}
