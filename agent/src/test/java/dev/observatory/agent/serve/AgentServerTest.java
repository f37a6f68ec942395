package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.after;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.observatory.agent.wire.Handshake;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.SocketDirectory;
import dev.observatory.agent.wire.UnixFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentServerTest {
    private static final SocketDirectory DIRECTORY = ownDirectory();
    private static final Path SOCKET =
            DIRECTORY.socketOf(ProcessHandle.current().pid());

    private final AgentService agent = mock(AgentService.class);

    @Test
    void anUnusedAgentIsDetached() throws Exception {
        AgentServer server = new AgentServer(agent, 20);
        server.start(DIRECTORY);
        try {
            verify(agent, timeout(20_000)).detachIfUnused();
            assertThat(SocketDirectory.isAlive(SOCKET))
                    .as("until it is stopped")
                    .isTrue();
        } finally {
            server.stop();
        }
        assertThat(SOCKET).doesNotExist();
    }

    @Test
    void aStoppedServerDoesNotDetachTheAgent() throws Exception {
        AgentServer server = new AgentServer(agent, 300);
        server.start(DIRECTORY);
        server.stop();

        verify(agent, after(600).never()).detachIfUnused();
    }

    @Test
    void aDeletedSocketIsReplacedAndAnotherDirectoryUsedIfRequested(@TempDir Path parent) throws Exception {
        SocketDirectory other = new SocketDirectory(parent.resolve("observatory"), UnixFile.ownUser());
        AgentServer server = new AgentServer(agent);
        server.start(DIRECTORY);
        try {
            Files.delete(SOCKET);
            server.start(DIRECTORY);
            assertThat(SocketDirectory.isAlive(SOCKET)).as("created again").isTrue();

            server.start(other);
            assertThat(SOCKET).doesNotExist();
            assertThat(other.hasListener(ProcessHandle.current().pid())).isTrue();
        } finally {
            server.stop();
        }
        assertThat(other.hasListener(ProcessHandle.current().pid())).isFalse();
        assertThat(other.hasDetached(ProcessHandle.current().pid())).isTrue();
    }

    @Test
    void noMoreThanTheMaximumOfConnectionsIsServed() throws Exception {
        AgentServer server = new AgentServer(agent);
        server.start(DIRECTORY);
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < OpenConnections.MAX; i++) {
                clients.add(SocketChannel.open(UnixDomainSocketAddress.of(SOCKET)));
            }
            try (SocketChannel surplus = SocketChannel.open(UnixDomainSocketAddress.of(SOCKET))) {
                assertThat(surplus.read(ByteBuffer.allocate(1)))
                        .as("closed at once")
                        .isNegative();
            }
            clients.remove(0).close();

            assertThat(isServedSoon()).isTrue();
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
            server.stop();
        }
    }

    private boolean isServedSoon() throws IOException {
        when(agent.version()).thenReturn("1");
        for (int attempt = 0; attempt < 1000; attempt++) {
            try (MessageChannel channel = new MessageChannel(SocketChannel.open(UnixDomainSocketAddress.of(SOCKET)))) {
                channel.send(new Handshake.Hello("1"));
                if (channel.receive(Handshake::decode) != null) {
                    return true;
                }
            } catch (IOException closed) {
                LockSupport.parkNanos(1_000_000); // The first client's connection has not ended yet.
            }
        }
        return false;
    }

    private static SocketDirectory ownDirectory() {
        try {
            return SocketDirectory.ofThisUser();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
