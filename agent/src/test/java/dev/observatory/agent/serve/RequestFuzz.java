package dev.observatory.agent.serve;

import dev.observatory.agent.attach.UnharmedAgent;
import dev.observatory.agent.wire.Allocation;
import dev.observatory.agent.wire.Handshake;
import dev.observatory.agent.wire.MemoryChannel;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.RawMessage;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;

/**
 * Sends arbitrary bytes to the agent, as made up by a fuzzer: the agent answers or refuses, leaves nothing open, and allocates memory in
 * proportion to what was sent.
 */
public final class RequestFuzz {
    private static final byte AFTER_HANDSHAKE = 0;
    private static final byte WITHOUT_HANDSHAKE = 1;
    private static final long FACTOR = 64;
    private static final long CONSTANT = 4 << 20;

    private RequestFuzz() {}

    /**
     * Called by the fuzzer.
     *
     * @param input see {@link #sent}
     */
    public static void fuzzerTestOneInput(byte[] input) {
        byte[] sent = sent(input, UnharmedAgent.VERSION);
        Allocation.require(FACTOR * sent.length + CONSTANT, () -> converse(sent));
    }

    private static void converse(byte[] sent) {
        UnharmedAgent agent = new UnharmedAgent();
        MemoryChannel connection = new MemoryChannel(sent);
        try (MessageChannel channel = new MessageChannel(connection)) {
            new RequestHandler(agent, channel, new ActiveStreams()).run(() -> {});
        } catch (IOException disconnected) {
            if (disconnected.getMessage() == null) {
                throw new AssertionError("disconnected without a reason", disconnected);
            }
        }
        if (agent.openWatches() != 0) {
            throw new AssertionError("[" + agent.openWatches() + "] watches were left open");
        }
        if (connection.received().length == 0 && hasWholeMessage(sent)) {
            throw new AssertionError("a message was neither answered nor refused");
        }
    }

    /**
     * Returns the bytes that an input stands for.
     *
     * @param input its first byte is [0] if the rest is sent after a valid handshake, [1] if the rest is sent alone, and otherwise a part
     *     of what is sent
     * @param version the version of the agent
     * @return all that is sent
     */
    public static byte[] sent(byte[] input, String version) {
        if (input.length == 0 || (input[0] != AFTER_HANDSHAKE && input[0] != WITHOUT_HANDSHAKE)) {
            return input;
        }
        byte[] handshake = input[0] == AFTER_HANDSHAKE ? RawMessage.framed(new Handshake.Hello(version)) : new byte[0];
        byte[] sent = Arrays.copyOf(handshake, handshake.length + input.length - 1);
        System.arraycopy(input, 1, sent, handshake.length, input.length - 1);
        return sent;
    }

    private static boolean hasWholeMessage(byte[] sent) {
        try (MessageChannel channel = new MessageChannel(new MemoryChannel(sent))) {
            return channel.receive(Handshake::decode) != null;
        } catch (ProtocolException invalid) {
            return true;
        } catch (IOException incomplete) {
            return false;
        }
    }
}
