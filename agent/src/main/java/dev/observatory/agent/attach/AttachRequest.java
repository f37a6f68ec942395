package dev.observatory.agent.attach;

import dev.observatory.agent.entry.BootstrapAgent;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line's request to an agent that is in the JVM already: listen. An agent that started with the JVM has no thread and no
 * port that could receive it, and JDK 21 and newer print a warning if an agent is loaded for it.
 *
 * <p>So the request is a file, and the signal to look for it is an attach operation of the JDK for which the JVM must load a class of
 * its own: class loading calls the agent's transformer.
 */
public final class AttachRequest {
    private AttachRequest() {}

    /**
     * Accepts the request, if there is one. Called on the JVM's thread for attach operations, which goes on once it is accepted.
     *
     * @param instrumentation that of the transformer which was called
     */
    @SuppressWarnings(
            "removal") // Under a security manager, the code of the program below on the stack may not read files.
    public static void receive(Instrumentation instrumentation) {
        if (SocketDirectory.isSupported()) {
            AccessController.doPrivileged((PrivilegedAction<@Nullable Void>) () -> {
                receiveWithOwnPermissions(instrumentation);
                return null;
            });
        }
    }

    private static void receiveWithOwnPermissions(Instrumentation instrumentation) {
        try {
            for (SocketDirectory directory : SocketDirectory.candidates()) {
                List<String> requests = requestsIn(directory);
                if (!requests.isEmpty()) {
                    Thread thread = new Thread(() -> listen(instrumentation, directory, requests), "observatory-start");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(null);
                    thread.start();
                }
            }
        } catch (IOException | RuntimeException failure) {
            AgentMessages.print("a request of the command line could not be accepted: " + failure);
        }
    }

    private static List<String> requestsIn(SocketDirectory directory) {
        try {
            return directory.acceptRequests(ProcessHandle.current().pid());
        } catch (IOException ofAnotherUser) {
            return List.of(); // The command line has reported that directory, and written to another one.
        }
    }

    private static void listen(Instrumentation instrumentation, SocketDirectory directory, List<String> requests) {
        try {
            BootstrapAgent.enter(AttachSession.serveIn(directory), instrumentation);
        } catch (Throwable failure) {
            AgentMessages.print("the agent cannot listen to the command line: " + failure);
        }
        try {
            for (String request : requests) {
                directory.noteOutcome(request);
            }
        } catch (IOException failure) {
            AgentMessages.print("the command line could not be answered: " + failure.getMessage());
        }
    }
}
