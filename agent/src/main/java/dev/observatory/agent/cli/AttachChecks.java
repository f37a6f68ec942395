package dev.observatory.agent.cli;

import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;

/**
 * What makes attaching fail, found out before it is tried: the signal that asks a JVM to listen would end a process that does not
 * handle it, and an attempt that cannot succeed would only be noticed by its time running out.
 */
final class AttachChecks {
    private static final int MAX_COMMAND = 80;

    private AttachChecks() {}

    /**
     * Makes sure that this process may be talked to.
     *
     * @throws CommandException if not, with the reason and the next step
     */
    static void requireReachable(JavaProcess target) {
        long pid = target.pid();
        ProcFs files = ProcFs.of(pid);
        if (!files.isThere()) {
            return; // No Linux: what is wrong will be told by the attempt itself.
        }
        requireSameUser(pid, files);
        if (!files.hasJvm()) {
            throw new CommandException(
                    ExitCode.NOT_JAVA,
                    "Process [" + pid + "] is no JVM but [" + shortened(files)
                            + "]. [observatory list] shows the JVMs of yours");
        }
        if (!files.sharesContainerWith(ProcFs.ofThis())) {
            throw new CommandException(
                    ExitCode.OTHER_CONTAINER,
                    "Process [" + pid
                            + "] is in another container. Copy the agent's jar there and run this command inside, for"
                            + " example with [docker exec] or [kubectl exec]; its number there is [" + lastNumber(files)
                            + "]");
        }
    }

    /**
     * Makes sure that the agent will be able to listen where this command looks for it.
     *
     * @throws CommandException if the folder is not this user's alone
     */
    static void requireMeetingPlace() {
        SocketDirectory place = SocketDirectory.ofThisUser();
        if (!Files.exists(place.folder(), LinkOption.NOFOLLOW_LINKS)) {
            return; // The agent makes it.
        }
        try {
            place.check();
        } catch (NoSuchFileException goneMeanwhile) {
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
                    .orElse("#" + files.user()); // As sudo takes it.
            throw new CommandException(
                    ExitCode.OTHER_USER,
                    "Process [" + pid + "] belongs to user [" + name
                            + "], and only the same user may attach. Run this command"
                            + " as that user, for example with [sudo -u '" + name + "']");
        }
    }

    private static String shortened(ProcFs files) {
        String words = String.join(" ", files.commandLine());
        String line = SafeText.of(words.isEmpty() ? String.valueOf(files.status("Name")) : words);
        return line.length() <= MAX_COMMAND ? line : line.substring(0, MAX_COMMAND) + " …";
    }

    private static String lastNumber(ProcFs files) {
        String numbers = files.status("NSpid");
        return numbers == null ? "unknown" : numbers.substring(numbers.lastIndexOf('\t') + 1);
    }

    /**
     * Makes sure that the JVM lets an agent in.
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
            // The signal would wait for it, and find nobody any more who asks: the JVM would print all its threads.
            throw new CommandException(
                    ExitCode.TIMEOUT,
                    "JVM [" + target.pid() + "] is stopped and cannot answer. Let it go on with [kill -CONT "
                            + target.pid() + "] and try again");
        }
        if (!files.handlesQuit()) {
            throw new CommandException(
                    ExitCode.ATTACH_DISABLED,
                    "JVM [" + target.pid()
                            + "] does not handle the signal that would ask it to listen: it was started with [-Xrs]"
                            + " or is just starting, and the signal would end it. Try again in a moment, or restart it with ["
                            + AgentJar.option() + "]");
        }
    }

    /** The JVM was told not to let agents in. */
    static CommandException disabled(JavaProcess target, String option) {
        return new CommandException(
                ExitCode.ATTACH_DISABLED,
                "JVM [" + target.pid() + "] was started with [" + option
                        + "] and lets no agent in. Restart it without that option," + " or with [" + AgentJar.option()
                        + "]");
    }
}
