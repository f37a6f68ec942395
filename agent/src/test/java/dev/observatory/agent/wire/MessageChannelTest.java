package dev.observatory.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
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
    void messagesArriveInTheOrderInWhichTheyWereSent() throws IOException {
        here.put(new Response.StatusFact("a", ""));
        here.put(new Response.StatusFact("b", "β\u0000\n"));
        here.send(new Response.End());

        assertThat(there.receive(Response::decode)).isEqualTo(new Response.StatusFact("a", ""));
        assertThat(there.receive(Response::decode)).isEqualTo(new Response.StatusFact("b", "β\u0000\n"));
        assertThat(there.receive(Response::decode)).isEqualTo(new Response.End());
    }

    @Test
    void aMessageMayBeLargerThanTheBuffers() throws Exception {
        String large = "x".repeat(1 << 20);
        Thread sender = new Thread(() -> {
            try {
                here.put(new Response.StatusFact("before", ""));
                here.put(new Response.StatusFact("large", large));
                here.send(new Response.StatusFact("after", ""));
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        sender.start();

        assertThat(there.receive(Response::decode)).isEqualTo(new Response.StatusFact("before", ""));
        assertThat(there.receive(Response::decode)).isEqualTo(new Response.StatusFact("large", large));
        assertThat(there.receive(Response::decode)).isEqualTo(new Response.StatusFact("after", ""));
        sender.join();
    }

    @Test
    void manyMessagesFitThroughTheBuffers() throws Exception {
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < 5_000; i++) {
                    here.put(new Response.StatusFact(Integer.toString(i), "x".repeat(i % 97)));
                }
                here.flush();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        sender.start();

        for (int i = 0; i < 5_000; i++) {
            assertThat(there.receive(Response::decode))
                    .isEqualTo(new Response.StatusFact(Integer.toString(i), "x".repeat(i % 97)));
        }
        sender.join();
    }

    @Test
    void aMessageThatIsTooLargeIsNotSentAndOthersStillAre() throws IOException {
        String tooLarge = "x".repeat(MessageCodec.MAX_BYTES);

        assertThatThrownBy(() -> here.put(new Response.Refused(tooLarge))).isInstanceOf(ProtocolException.class);
        here.send(new Response.End());

        assertThat(there.receive(Response::decode)).isEqualTo(new Response.End());
    }

    @Test
    void receivingReturnsNullAtTheEnd() throws IOException {
        here.send(new Response.End());
        here.close();

        assertThat(there.receive(Response::decode)).isEqualTo(new Response.End());
        assertThat(there.receive(Response::decode)).isNull();
    }

    @Test
    void anEndInTheMiddleOfAMessageIsAFailure() throws IOException {
        client.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 2, 1}));
        here.close();

        assertThatThrownBy(() -> there.receive(Response::decode))
                .isInstanceOf(EOFException.class)
                .hasMessage("The connection was closed in the middle of a message");
    }

    @Test
    void anotherProtocolIsRefused() throws IOException {
        client.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

        assertThatThrownBy(() -> there.receive(Request::decode))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("A message must have at most [16777216] bytes, but [1195725856] are announced: the other"
                        + " side does not use this protocol");
    }

    @Test
    void receivingTakesMemoryForWhatHasArrivedOnly() {
        byte[] announcesMuch =
                ByteBuffer.allocate(8).putInt(MessageCodec.MAX_BYTES).putInt(1).array();

        Allocation.require(1 << 19, () -> {
            try (MessageChannel channel = new MessageChannel(new MemoryChannel(announcesMuch))) {
                assertThatThrownBy(() -> channel.receive(Request::decode)).isInstanceOf(EOFException.class);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        });
    }

    @Test
    void theListsOfARequestArriveComplete() throws IOException {
        Request.Weave request = new Request.Weave(List.of("a", "", "β"), List.of(), List.of("c"), "log", 0);

        here.send(request);

        assertThat(there.receive(Request::decode)).isEqualTo(request);
    }
}
