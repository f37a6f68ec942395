package dev.observatory.agent.cli;

import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sockets at which the agent of one JVM may accept connections.
 *
 * @param jvm the files of the JVM
 * @param directories where the socket may be; a new one is created in the first that no other user has access to
 */
record AgentSockets(JvmFiles jvm, List<SocketDirectory> directories) {
    static AgentSockets of(JavaProcess target) {
        return of(target, null);
    }

    /**
     * Finds the sockets of a JVM.
     *
     * @param chosen the folder that the user has chosen; null for the usual ones
     * @throws CommandException if the process has ended, or may not be inspected
     */
    static AgentSockets of(JavaProcess target, @Nullable Path chosen) {
        try {
            JvmFiles jvm = JvmFiles.of(target.pid());
            return new AgentSockets(jvm, jvm.socketDirectories(chosen));
        } catch (IOException failure) {
            throw JavaProcesses.isRunning(target.pid())
                    ? new CommandException(
                            ExitCode.FAILED,
                            "The files of process [" + target.pid() + "] cannot be read: " + failure.getMessage())
                    : new CommandException(ExitCode.NO_PROCESS, "Process [" + target.pid() + "] has just ended");
        }
    }

    /** Returns the directory of the socket at which an agent accepts connections; null if there is none. */
    @Nullable
    SocketDirectory listening() {
        for (SocketDirectory directory : directories) {
            if (directory.hasListener(jvm.pidInside())) {
                return directory;
            }
        }
        return null;
    }

    /** Returns whether an agent was loaded into the JVM while it was running, whatever has become of its socket. */
    boolean hadAgentLoaded() {
        String jar = "/" + jvm.pidInside() + "\\.jar( \\(deleted\\))?";
        return ProcFs.of(jvm.pid()).openFiles().stream()
                .anyMatch(file -> file.matches(".*/observatory(-[^/]*)?" + jar));
    }

    /** Returns whether the agent of the JVM has detached. */
    boolean hasDetached() {
        return directories.stream().anyMatch(directory -> directory.hasDetached(jvm.pidInside()));
    }

    /**
     * Returns the directory for a new socket; creates it if necessary.
     *
     * @throws CommandException if other users have access to all of them
     */
    SocketDirectory usable() {
        try {
            return SocketDirectory.firstUsable(directories);
        } catch (IOException refused) {
            throw new CommandException(ExitCode.FAILED, String.valueOf(refused.getMessage()));
        }
    }
}
