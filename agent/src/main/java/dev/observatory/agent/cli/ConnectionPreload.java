package dev.observatory.agent.cli;

import dev.observatory.agent.jvm.AgentJar;
import dev.observatory.agent.wire.BootstrapJar;
import dev.observatory.agent.wire.Handshake;
import dev.observatory.agent.wire.LoadableJars;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * Loads the classes with which a command connects to a JVM, on another processor while the options of the command are read: two of
 * the three tenths of a second that a command takes are spent on loading classes.
 *
 * <p>Does what a command does, but to its own JVM, and without changing anything.
 */
final class ConnectionPreload implements Runnable {
    private static final List<Class<?>> CONNECTING = List.of(
            AgentClient.class,
            AgentLoader.class,
            AttachChecks.class,
            InterruptHandler.class,
            JvmConnection.class,
            JvmConnection.Factory.class,
            LoadableJars.class,
            MessageChannel.class,
            Handshake.Hello.class,
            Handshake.Welcome.class,
            Request.Watch.class,
            Response.WeavingResult.class,
            WatchPrinter.class);

    /** Starts loading; has no effect if there is no other processor. */
    static void start() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(new ConnectionPreload(), "preload");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        try {
            AgentSockets sockets =
                    AgentSockets.of(JavaProcesses.of(ProcessHandle.current().pid()));
            sockets.listening();
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
            for (Class<?> type : CONNECTING) {
                Class.forName(type.getName());
            }
            new EventFormatter(true, new AmbiguousClasses(), OutputEncoding.of(System.out)).warmUp();
            BootstrapJar.write(AgentJar.source(), OutputStream.nullOutputStream());
        } catch (IOException | ClassNotFoundException | RuntimeException obstacle) {
            // The command itself finds it, and reports it.
        }
    }
}
