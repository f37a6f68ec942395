package dev.observatory.agent.serve;

import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.Request;
import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Waits for {@link Request.Stop} while a stream is sent; a command line that has closed the connection stops it as well. */
final class StopListener {
    private final MessageChannel channel;
    private volatile boolean stopped;
    private volatile @Nullable ProtocolException violation;

    private StopListener(MessageChannel channel) {
        this.channel = channel;
    }

    static StopListener start(MessageChannel channel) {
        StopListener listener = new StopListener(channel);
        AgentServer.daemon(listener::listen, "observatory-stop-listener").start();
        return listener;
    }

    private void listen() {
        try {
            Request request = channel.receive(Request::decode);
            if (request != null && !(request instanceof Request.Stop)) {
                violation = new ProtocolException(
                        "Request [" + request.kind() + "] was received during a stream, where only [stop] is valid");
            }
        } catch (ProtocolException invalid) {
            violation = invalid;
        } catch (IOException disconnected) {
            // There is nothing left to stream to.
        } finally {
            stopped = true;
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /**
     * Checks how the stream was stopped.
     *
     * @throws ProtocolException if by anything other than a stop request or the end of the connection
     */
    void requireValidStop() throws ProtocolException {
        ProtocolException found = violation;
        if (found != null) {
            throw found;
        }
    }
}
