package dev.observatory.agent.serve;

import dev.observatory.agent.attach.UnharmedAgent;
import dev.observatory.agent.wire.Allocation;
import dev.observatory.agent.wire.MemoryChannel;
import dev.observatory.agent.wire.MessageChannel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What may come from somebody who connects to the agent, as a fuzzer makes it up: the agent answers or refuses, keeps nothing open,
 * and takes no more memory than was sent.
 */
public final class RequestFuzz {
    private static final long FACTOR = 64;
    private static final long ROOM = 4 << 20;

    private RequestFuzz() {}

    /**
     * Called by the fuzzer.
     *
     * @param input all that is sent; with a first byte of zero, what is sent behind the right greeting
     */
    public static void fuzzerTestOneInput(byte[] input) {
        byte[] sent = sent(input, UnharmedAgent.VERSION);
        Allocation.require(FACTOR * sent.length + ROOM, () -> converse(sent));
    }

    private static void converse(byte[] sent) {
        UnharmedAgent agent = new UnharmedAgent();
        MemoryChannel channel = new MemoryChannel(sent);
        try (MessageChannel wire = new MessageChannel(channel)) {
            new RequestHandler(agent, wire, new Streams()).run();
        } catch (IOException left) {
            if (left.getMessage() == null) {
                throw new AssertionError("left without a reason", left);
            }
        }
        if (agent.open() != 0) {
            throw new AssertionError("[" + agent.open() + "] watches were left open");
        }
        if (channel.heard() == 0 && isWhole(sent)) {
            throw new AssertionError("a message was neither answered nor refused");
        }
    }

    /**
     * What an input stands for.
     *
     * @param input all of it or, with a first byte of zero, what comes behind the greeting
     * @param version of the agent that is greeted
     * @return all of it
     */
    public static byte[] sent(byte[] input, String version) {
        if (input.length == 0 || input[0] != 0) {
            return input;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(2);
            for (String text : List.of(MessageChannel.GREETING, version)) {
                out.writeInt(text.length());
                out.write(text.getBytes(StandardCharsets.US_ASCII));
            }
            out.write(input, 1, input.length - 1);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    private static boolean isWhole(byte[] sent) {
        try (MessageChannel wire = new MessageChannel(new MemoryChannel(sent))) {
            return wire.receive() != null;
        } catch (IOException broken) {
            return false;
        }
    }
}
