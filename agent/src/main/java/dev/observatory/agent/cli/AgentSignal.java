package dev.observatory.agent.cli;

import dev.observatory.agent.wire.PrivateFolder;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
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

    private final SocketDirectory directory;
    private final String folderInside;
    private final long pid;
    private final Connection.Factory jvm;
    /** Of this command alone, so that another command that signals at the same time neither takes nor answers it. */
    private final String request;

    /**
     * Creates a signal that is not sent.
     *
     * @param directory where the agent looks for requests
     * @param folderInside the path of that directory for the JVM
     * @param pid the number of the process in its own container
     * @param jvm connects to the JVM
     */
    AgentSignal(SocketDirectory directory, String folderInside, long pid, Connection.Factory jvm) {
        this.directory = directory;
        this.folderInside = folderInside;
        this.pid = pid;
        this.jvm = jvm;
        this.request = SocketDirectory.requestOf(pid, UUID.randomUUID().toString());
    }

    /**
     * Signals, and returns whether an agent has accepted the request; if so it has an outcome in a moment.
     *
     * @throws IOException if the JVM cannot be reached
     */
    boolean isAccepted() throws IOException {
        try (PrivateFolder folder = directory.open()) {
            folder.create(request).close();
            try {
                for (List<String> operation : operations(folderInside)) {
                    execute(operation);
                    if (!Files.exists(directory.folder().resolve(request))) {
                        return true;
                    }
                }
                return false;
            } finally {
                folder.delete(request);
            }
        }
    }

    /**
     * Returns whether the agent has acted on the request. To be called until it has.
     *
     * @throws IOException if the directory cannot be read
     */
    boolean hasOutcome() throws IOException {
        return directory.takeOutcome(request);
    }

    private static List<List<String>> operations(String existing) {
        return List.of(
                // Since JDK 21; writes nothing, since it replaces nothing that exists. Loads
                // jdk.internal.vm.ThreadDumper.
                List.of("jcmd", "Thread.dump_to_file \"" + existing + "\"", "", ""),
                // Loads jdk.internal.agent.Agent.
                List.of("jcmd", "ManagementAgent.status", "", ""),
                // Loads jdk.internal.vm.VMSupport.
                List.of("agentProperties", "", "", ""));
    }

    private void execute(List<String> operation) throws IOException {
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
