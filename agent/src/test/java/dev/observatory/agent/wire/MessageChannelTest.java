package dev.observatory.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageChannelTest {
    @TempDir
    private Path folder;

    private ServerSocketChannel server;
    private SocketChannel client;
    private MessageChannel here;
    private MessageChannel there;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        client = SocketChannel.open(address);
        here = new MessageChannel(client);
        there = new MessageChannel(server.accept());
    }

    @AfterEach
    void close() throws IOException {
        here.close();
        there.close();
        server.close();
    }

    @Test
    void messagesArriveAsTheyWereSent() throws IOException {
        here.put(List.of("a", "", "β\u0000\n"));
        here.put(List.of());
        here.send(List.of("last"));

        assertThat(there.receive()).containsExactly("a", "", "β\u0000\n");
        assertThat(there.receive()).isEmpty();
        assertThat(there.receive()).containsExactly("last");
    }

    @Test
    void aTextMayBeLargerThanTheBuffer() throws Exception {
        String large = "x".repeat(1 << 20);
        Thread sender = new Thread(() -> {
            try {
                here.send(List.of("before", large, "behind"));
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        sender.start();

        assertThat(there.receive()).containsExactly("before", large, "behind");
        sender.join();
    }

    @Test
    void theEndIsNoMessage() throws IOException {
        here.send(List.of("bye"));
        here.close();

        assertThat(there.receive()).containsExactly("bye");
        assertThat(there.receive()).isNull();
    }

    @Test
    void anEndInTheMiddleOfAMessageIsAFailure() throws IOException {
        client.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 2, 0, 0, 0, 1, 'a'}));
        here.close();

        assertThatThrownBy(there::receive)
                .isInstanceOf(EOFException.class)
                .hasMessage("The conversation ended in the middle of a message");
    }

    @Test
    void whoSpeaksSomethingElseIsNotBelieved() throws IOException {
        client.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

        assertThatThrownBy(there::receive)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "A message has [1195725856] parts or bytes, more than [100000]: whoever is at the other end does not"
                                + " speak this protocol");
    }
}
