package dev.observatory.agent.cli;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.VirtualMachine.ForHotSpot.Connection;

/**
 * A connection to HotSpot's attach listener over the Unix domain sockets of the JDK. Byte Buddy implements the protocol; neither native code
 * nor the module {@code jdk.attach}, which small runtimes lack, is needed.
 */
final class JvmConnection extends Connection.OnPersistentByteChannel<SocketChannel> {
    private final UnixDomainSocketAddress address;

    private JvmConnection(File socket) {
        this.address = UnixDomainSocketAddress.of(socket.toPath());
    }

    @Override
    protected SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(address);
        return channel;
    }

    @Override
    protected void close(SocketChannel channel) throws IOException {
        channel.close();
    }

    @Override
    protected void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    protected int read(SocketChannel channel, byte[] bytes) throws IOException {
        return channel.read(ByteBuffer.wrap(bytes));
    }

    @Override
    public void close() {
        // Each command uses a channel of its own.
    }

    /** Starts the attach listener of a JVM, if it is not running yet. */
    static final class Factory extends Connection.Factory.ForSocketFile {
        private static final int PAUSE_MILLIS = 10;

        Factory(long timeoutMillis) {
            super("/tmp", (int) Math.max(1, timeoutMillis / PAUSE_MILLIS), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void kill(String processId, int signal) {
            // Java has no method for this; the shell has it built in.
            try {
                new ProcessBuilder("sh", "-c", "kill -" + signal + " " + Long.parseLong(processId))
                        .inheritIO()
                        .start()
                        .waitFor(2, TimeUnit.SECONDS);
            } catch (IOException failure) {
                throw new IllegalStateException("The JVM could not be signalled: " + failure.getMessage(), failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        protected Connection doConnect(File socket) {
            return new JvmConnection(socket);
        }
    }
}
