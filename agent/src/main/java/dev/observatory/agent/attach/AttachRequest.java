package dev.observatory.agent.attach;

import dev.observatory.agent.entry.BootstrapAgent;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

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
    public static void receive(Instrumentation instrumentation) {
        try {
            if (SocketDirectory.ofThisUser()
                    .acceptRequest(ProcessHandle.current().pid())) {
                Thread thread = new Thread(() -> listen(instrumentation), "observatory-start");
                thread.setDaemon(true);
                thread.setContextClassLoader(null);
                thread.start();
            }
        } catch (IOException | RuntimeException failure) {
            AgentMessages.print("a request of the command line could not be accepted: " + failure);
        }
    }

    private static void listen(Instrumentation instrumentation) {
        try {
            BootstrapAgent.enter(AttachSession.SERVE, instrumentation);
        } catch (Throwable failure) {
            AgentMessages.print("the agent cannot listen to the command line: " + failure);
        }
    }
}
