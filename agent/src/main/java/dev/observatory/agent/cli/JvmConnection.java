package dev.observatory.agent.cli;

import dev.observatory.agent.wire.UnixFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.bytebuddy.agent.VirtualMachine.ForHotSpot.Connection;

/**
 * A connection to HotSpot's attach listener over the Unix domain sockets of the JDK. Byte Buddy implements the protocol; neither native code
 * nor the module {@code jdk.attach}, which small runtimes lack, is needed.
 */
final class JvmConnection extends Connection.OnPersistentByteChannel<SocketChannel> {
    private final UnixDomainSocketAddress address;

    private JvmConnection(Path socket) {
        this.address = UnixDomainSocketAddress.of(socket);
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

    /**
     * Connects to the attach listener of a JVM, and starts it if it is not running yet: by a file that only the JVM's user or root can
     * create, and a signal. The socket of another user in the place of the JVM's is never used.
     */
    static final class Factory implements Connection.Factory {
        private static final long PAUSE_MILLIS = 10;
        private static final int QUIT = 3;

        private final JvmFiles jvm;
        private final long timeoutMillis;

        Factory(JvmFiles jvm, long timeoutMillis) {
            this.jvm = jvm;
            this.timeoutMillis = timeoutMillis;
        }

        /** Returns the socket of the attach listener of a JVM; exists while it runs. */
        static Path socketOf(JvmFiles jvm) {
            return jvm.temporary().resolve(".java_pid" + jvm.pidInside());
        }

        @Override
        public Connection connect(String processId) throws IOException {
            Path socket = socketOf(jvm);
            if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
                startListener(socket);
            }
            requireOwn(socket);
            return new JvmConnection(socket);
        }

        private void requireOwn(Path socket) throws IOException {
            UnixFile found = UnixFile.of(socket);
            if (!found.isSocket() || found.owner() != jvm.owner() || found.isAccessibleToOthers()) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "[" + socket + "] must be the socket of JVM [" + jvm.pid() + "], which only its user ["
                                + jvm.user()
                                + "] has access to, but is a " + (found.isSocket() ? "socket" : "file") + " owned by ["
                                + Files.getOwner(socket, LinkOption.NOFOLLOW_LINKS)
                                        .getName() + "] with ["
                                + found.permissions()
                                + "]. Nothing was sent to it. Its owner or root can delete it; then try again");
            }
        }

        private void startListener(Path socket) throws IOException {
            Path request = createRequest();
            try {
                sendQuit();
                long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
                while (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
                    if (System.nanoTime() > deadline || !JavaProcesses.isRunning(jvm.pid())) {
                        throw new IOException("Process [" + jvm.pid() + "] did not respond");
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
                    if (Thread.interrupted()) {
                        throw new InterruptedIOException("interrupted");
                    }
                }
            } finally {
                Files.deleteIfExists(request);
            }
        }

        /** The JVM looks in its working directory first. */
        private Path createRequest() throws IOException {
            String name = ".attach_pid" + jvm.pidInside();
            IOException first = null;
            for (Path folder : List.of(Path.of("/proc", Long.toString(jvm.pid()), "cwd"), jvm.temporary())) {
                Path request = folder.resolve(name);
                try {
                    return Files.createFile(
                            request,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                } catch (FileAlreadyExistsException another) {
                    requireUsable(request);
                    return request; // Of a command that attaches at this moment, or was killed: it serves for both.
                } catch (IOException failure) {
                    first = first == null ? failure : first;
                }
            }
            throw new IOException("no file can be created to which the JVM would respond", first);
        }

        private void requireUsable(Path request) throws IOException {
            int owner = UnixFile.of(request).owner();
            if (owner != jvm.owner() && owner != UnixFile.ROOT) {
                throw new CommandException(
                        ExitCode.FAILED,
                        "[" + request.toRealPath(LinkOption.NOFOLLOW_LINKS) + "] keeps JVM [" + jvm.pid()
                                + "] from accepting connections, since it belongs to ["
                                + Files.getOwner(request, LinkOption.NOFOLLOW_LINKS)
                                        .getName()
                                + "]. Its owner or root can delete it; then try again");
            }
        }

        /** Java has no method for this; the shell has it built in. */
        private void sendQuit() throws IOException {
            try {
                new ProcessBuilder("sh", "-c", "kill -" + QUIT + " " + jvm.pid())
                        .inheritIO()
                        .start()
                        .waitFor(2, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
