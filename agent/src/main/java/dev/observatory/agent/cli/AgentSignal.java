package dev.observatory.agent.cli;

import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import net.bytebuddy.agent.VirtualMachine.ForHotSpot.Connection;

/**
 * Requests an agent that started with its JVM to listen, without loading another one, of which JDK 21 and newer print a warning.
 *
 * <p>The request is a file. The signal is an attach operation that makes the JVM load a class of the JDK, which calls the agent's
 * transformer. Each class is loaded once, and maybe for another tool, so there are several operations. None of them changes
 * anything in the program.
 */
final class AgentSignal {
    private static final String PROTOCOL = "1";
    private static final int ATTEMPTS = 5;

    private AgentSignal() {}

    /**
     * Signals, and returns whether an agent has accepted the request; if so it will listen in a moment.
     *
     * @throws IOException if the JVM cannot be reached
     */
    static boolean isAccepted(SocketDirectory directory, long pid, Connection.Factory jvm) throws IOException {
        Path request = request(directory, pid);
        boolean isAccepted = false;
        try {
            for (List<String> operation : operations(directory.folder())) {
                execute(operation, pid, jvm);
                if (!Files.exists(request)) {
                    isAccepted = true;
                    break;
                }
            }
        } finally {
            if (!isAccepted) { // Otherwise the agent is about to create its socket in the directory.
                directory.remove(request);
            }
        }
        return isAccepted;
    }

    /** Writes the request. */
    private static Path request(SocketDirectory directory, long pid) throws IOException {
        Path request = directory.requestOf(pid);
        for (int attempt = 1; ; attempt++) {
            directory.prepare();
            try {
                return Files.createFile(
                        request, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException another) {
                return request; // Of a command that signals at this moment, or was killed: either serves for both.
            } catch (NoSuchFileException failure) {
                // An agent may have deleted the directory together with the last file in it.
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    private static List<List<String>> operations(Path existing) {
        return List.of(
                // Since JDK 21; writes nothing, since it replaces nothing that exists. Loads
                // jdk.internal.vm.ThreadDumper.
                List.of("jcmd", "Thread.dump_to_file \"" + existing + "\"", "", ""),
                // Loads jdk.internal.agent.Agent.
                List.of("jcmd", "ManagementAgent.status", "", ""),
                // Loads jdk.internal.vm.VMSupport.
                List.of("agentProperties", "", "", ""));
    }

    private static void execute(List<String> operation, long pid, Connection.Factory jvm) throws IOException {
        String[] arguments = operation.toArray(new String[0]);
        byte[] answer = new byte[1024];
        try (Connection connection = jvm.connect(Long.toString(pid));
                Connection.Response response = connection.execute(PROTOCOL, arguments)) {
            while (response.read(answer) > 0) {
                // What the operation answers is of no interest; at its end it is done.
            }
        }
    }
}
