package dev.observatory.agent.cli;

import dev.observatory.agent.jvm.AgentJar;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;

/**
 * Checks before attaching. The signal that makes a JVM accept agents would end a process that does not handle it, and without these checks
 * many attempts that cannot succeed would fail only after the timeout.
 */
final class AttachChecks {
    private static final int MAX_COMMAND = 80;

    private AttachChecks() {}

    /**
     * Checks that a process is a JVM to which this process may connect.
     *
     * @throws CommandException if not, with the reason and the next step
     */
    static void requireReachable(JavaProcess target) {
        long pid = target.pid();
        ProcFs files = ProcFs.of(pid);
        if (!files.exists()) {
            return; // Not Linux: the attempt itself reports what is wrong.
        }
        requireSameUser(pid, files);
        if (!files.hasJvm()) {
            throw new CommandException(
                    ExitCode.NOT_JAVA,
                    "Process [" + pid + "] is not a JVM but [" + shortened(files)
                            + "]. [observatory list] shows your JVMs");
        }
        if (!files.sharesContainerWith(ProcFs.ofThis())) {
            throw new CommandException(
                    ExitCode.OTHER_CONTAINER,
                    "Process [" + pid
                            + "] is in another container. Copy the agent's jar there and run this command inside, for"
                            + " example with [docker exec] or [kubectl exec]; its process number there is ["
                            + lastNumber(files)
                            + "]");
        }
    }

    /**
     * Checks that the agent will be able to create its socket.
     *
     * @throws CommandException if other users have access to the directory of the sockets
     */
    static void requireUsableSocketDirectory() {
        SocketDirectory directory = SocketDirectory.ofThisUser();
        if (!Files.exists(directory.folder(), LinkOption.NOFOLLOW_LINKS)) {
            return; // The agent creates it.
        }
        try {
            directory.check();
        } catch (NoSuchFileException deletedMeanwhile) {
            return;
        } catch (IOException refused) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(refused.getMessage()));
        }
    }

    private static void requireSameUser(long pid, ProcFs files) {
        String own = ProcFs.ofThis().user();
        if (files.user().isEmpty()) {
            throw new CommandException(ExitCode.NO_PROCESS, "Process [" + pid + "] has just ended");
        }
        if (!files.user().equals(own)) {
            String name = ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().user())
                    .orElse("#" + files.user()); // The form that sudo accepts.
            throw new CommandException(
                    ExitCode.OTHER_USER,
                    "Process [" + pid + "] belongs to user [" + name
                            + "], and only the same user may attach. Run this command"
                            + " as that user, for example with [sudo -u '" + name + "']");
        }
    }

    private static String shortened(ProcFs files) {
        String words = String.join(" ", files.commandLine());
        String line = TextEscaper.singleLine(words.isEmpty() ? String.valueOf(files.status("Name")) : words);
        return line.length() <= MAX_COMMAND ? line : line.substring(0, MAX_COMMAND) + " …";
    }

    private static String lastNumber(ProcFs files) {
        String numbers = files.status("NSpid");
        return numbers == null ? "unknown" : numbers.substring(numbers.lastIndexOf('\t') + 1);
    }

    /**
     * Checks that a JVM accepts agents.
     *
     * @throws CommandException if not, with the reason and the next step
     */
    static void requireAttachable(JavaProcess target) {
        requireReachable(target);
        if (!target.canAttach() || target.hasArgument("-XX:+DisableAttachMechanism")) {
            throw disabled(target, "-XX:+DisableAttachMechanism");
        }
        if (target.hasArgument("-XX:-EnableDynamicAgentLoading")) {
            throw disabled(target, "-XX:-EnableDynamicAgentLoading");
        }
        ProcFs files = ProcFs.of(target.pid());
        if (files.isStopped()) {
            // It would handle the signal only after this command had given up, and print a dump of all its threads.
            throw new CommandException(
                    ExitCode.TIMEOUT,
                    "JVM [" + target.pid() + "] is stopped and cannot answer. Continue it with [kill -CONT "
                            + target.pid() + "] and try again");
        }
        if (!files.handlesQuit()) {
            throw new CommandException(
                    ExitCode.ATTACH_DISABLED,
                    "JVM [" + target.pid()
                            + "] does not handle the signal that attaching needs, which would end it: it was started with [-Xrs]"
                            + " or is still starting. Try again in a moment, or restart it with ["
                            + AgentJar.option() + "]");
        }
    }

    /** Creates the exception for a JVM whose options forbid agents. */
    static CommandException disabled(JavaProcess target, String option) {
        return new CommandException(
                ExitCode.ATTACH_DISABLED,
                "JVM [" + target.pid() + "] was started with [" + option
                        + "] and accepts no agents. Restart it without that option, or with [" + AgentJar.option()
                        + "]");
    }
}
