package dev.observatory.agent.cli;

import dev.observatory.agent.jvm.AgentJar;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.wire.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Checks before attaching. The signal that makes a JVM accept agents would end a process that does not handle it, and without these checks
 * many attempts that cannot succeed would fail only after the timeout.
 */
final class AttachChecks {
    private static final int MAX_COMMAND = 80;
    private static final String INSTRUMENT = System.mapLibraryName("instrument");

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
        requireUser(pid, files);
        if (!files.hasJvm()) {
            throw new CommandException(
                    ExitCode.NOT_JAVA,
                    "Process [" + pid + "] is not a JVM but [" + shortened(files)
                            + "]. [observatory list] shows your JVMs");
        }
        if (!files.sharesFilesWith(ProcFs.ofThis()) && !files.hasReadableRoot()) {
            throw new CommandException(
                    ExitCode.OTHER_CONTAINER,
                    "Process [" + pid
                            + "] is in another container, whose files this process may not read. Run this command as"
                            + " root, or copy the agent's jar there and run this command inside, for example with"
                            + " [docker exec] or [kubectl exec]; its process number there is ["
                            + files.pidInside(pid)
                            + "]");
        }
    }

    /** As for the JDK's own tools, the user must be the same, or root. */
    private static void requireUser(long pid, ProcFs files) {
        String own = ProcFs.ofThis().user();
        if (files.user().isEmpty()) {
            throw new CommandException(ExitCode.NO_PROCESS, "Process [" + pid + "] has just ended");
        }
        if (!files.user().equals(own) && !own.equals(Integer.toString(UnixFile.ROOT))) {
            String name = ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().user())
                    .orElse("#" + files.user()); // The form that sudo accepts.
            throw new CommandException(
                    ExitCode.OTHER_USER,
                    "Process [" + pid + "] belongs to user [" + name
                            + "], and only that user and root may attach. Run this command"
                            + " as that user, for example with [sudo -u '" + name + "']");
        }
    }

    private static String shortened(ProcFs files) {
        String words = String.join(" ", files.commandLine());
        String line = TextEscaper.singleLine(words.isEmpty() ? String.valueOf(files.status("Name")) : words);
        return line.length() <= MAX_COMMAND ? line : line.substring(0, MAX_COMMAND) + " …";
    }

    /**
     * Checks that a JVM accepts agents.
     *
     * @throws CommandException if not, with the reason and the next step
     */
    static void requireLoadable(JavaProcess target) {
        requireReachableByAttach(target);
        if (!target.isEnabled("EnableDynamicAgentLoading", true)) {
            throw disabled(target, "-XX:-EnableDynamicAgentLoading");
        }
        if (lacksInstrument(target.pid())) {
            throw new CommandException(
                    ExitCode.ATTACH_DISABLED,
                    "The runtime image of JVM [" + target.pid()
                            + "] has no module [java.instrument], without which it cannot load agents. Create the"
                            + " image with [jlink --add-modules java.instrument]");
        }
    }

    /** The library of the JVM is in the same image as that of the module, in its folder [server], [client] or [minimal]. */
    private static boolean lacksInstrument(long pid) {
        Path library = ProcFs.of(pid).jvmLibrary();
        if (library == null) {
            return false;
        }
        try {
            Path here = JvmFiles.of(pid).root().resolve(library.toString().substring(1));
            return Files.isDirectory(here.resolveSibling(".."))
                    && !Files.exists(here.resolveSibling("../" + INSTRUMENT));
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * Checks that a JVM executes attach operations, or could once it has received a signal.
     *
     * @throws CommandException if not, with the reason and the next step
     */
    static void requireReachableByAttach(JavaProcess target) {
        requireReachable(target);
        if (!target.canAttach()) {
            throw disabled(target, "-XX:+DisableAttachMechanism");
        }
        ProcFs files = ProcFs.of(target.pid());
        if (files.isStopped()) {
            // It would handle the signal only after this command had given up, and print a dump of all its threads.
            throw new CommandException(
                    ExitCode.TIMEOUT,
                    "JVM [" + target.pid() + "] is stopped and cannot answer. Continue it with [kill -CONT "
                            + target.pid() + "] and try again");
        }
        // A JVM that does not handle the signal, as with [-Xrs], listens from the start.
        if (!files.handlesQuit() && !isListening(target.pid())) {
            throw new CommandException(
                    ExitCode.ATTACH_DISABLED,
                    "JVM [" + target.pid()
                            + "] does not handle the signal that attaching needs, which would end it: it was started"
                            + " with [-Xrs] and its socket was deleted, or is still starting. Try again in a moment,"
                            + " or restart it with ["
                            + AgentJar.option() + "]");
        }
    }

    private static boolean isListening(long pid) {
        try {
            return Files.exists(JvmConnection.Factory.socketOf(JvmFiles.of(pid)), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException unknown) {
            return false;
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
