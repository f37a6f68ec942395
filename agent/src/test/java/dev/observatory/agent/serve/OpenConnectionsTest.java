package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenConnectionsTest {
    private static final Thread NEVER_STARTED = new Thread();

    @Test
    void aConnectionWithoutARequestIsClosedAfterTheTimeLimit() throws Exception {
        OpenConnections connections = new OpenConnections(TimeUnit.MILLISECONDS.toNanos(20));
        try (SocketChannel silent = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            assertThat(connections.add(silent, NEVER_STARTED)).isTrue();

            while (silent.isOpen()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aConnectionThatHasMadeItsRequestStaysOpen() throws Exception {
        OpenConnections connections = new OpenConnections(TimeUnit.MILLISECONDS.toNanos(100));
        try (SocketChannel serving = SocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel silent = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            connections.add(serving, NEVER_STARTED);
            connections.requested(serving);
            connections.add(silent, NEVER_STARTED);

            while (silent.isOpen()) {
                Thread.onSpinWait();
            }
            assertThat(serving.isOpen()).isTrue();
        }
    }

    @Test
    void aConnectionBeyondTheMaximumIsNotAdded() throws Exception {
        OpenConnections connections = new OpenConnections();
        SocketChannel[] channels = new SocketChannel[OpenConnections.MAX + 1];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = SocketChannel.open(StandardProtocolFamily.UNIX);
        }
        for (int i = 0; i < OpenConnections.MAX; i++) {
            assertThat(connections.add(channels[i], NEVER_STARTED)).isTrue();
        }
        assertThat(connections.add(channels[OpenConnections.MAX], NEVER_STARTED))
                .isFalse();

        connections.remove(channels[0]);
        assertThat(connections.add(channels[OpenConnections.MAX], NEVER_STARTED))
                .isTrue();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }

    @Test
    void onlyTheConnectionOfTheCurrentThreadStaysOpenAtTheEnd() throws Exception {
        OpenConnections connections = new OpenConnections();
        try (SocketChannel own = SocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            CountDownLatch ended = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                connections.closeOthers();
                ended.countDown();
            });
            connections.add(own, thread);
            connections.add(other, NEVER_STARTED);
            thread.start();
            ended.await();

            assertThat(own.isOpen()).isTrue();
            assertThat(other.isOpen()).isFalse();
        }
    }
}
