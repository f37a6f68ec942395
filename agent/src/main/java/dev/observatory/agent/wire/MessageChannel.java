package dev.observatory.agent.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives messages, each a list of texts: their number, then each with its length in bytes before it, as UTF-8.
 *
 * <p>One thread may send while another receives; each of both must be one at a time. What is received takes as much memory as
 * has come, whatever it says of its length.
 */
public final class MessageChannel implements Closeable {
    /** What both sides say first, followed by their versions. */
    public static final String GREETING = "observatory 1";

    /** What the agent adds to its version while nothing was asked of it yet. */
    public static final String IDLE = "idle";

    /** What the agent adds to its version otherwise. */
    public static final String AT_WORK = "at work";

    private static final int MAX_TEXTS = 100_000;
    private static final int FEW_TEXTS = 64;
    /** Of all texts of a message together. */
    private static final int MAX_BYTES = 16 << 20;

    private static final int FEW_BYTES = 1 << 10;

    private final ByteChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
    private ByteBuffer out = ByteBuffer.allocate(1 << 16);

    /**
     * Takes over a connection.
     *
     * @param channel connected and blocking
     */
    public MessageChannel(ByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Sends a message at once.
     *
     * @param texts the message
     * @throws IOException if nobody receives any more
     */
    public void send(List<String> texts) throws IOException {
        put(texts);
        flush();
    }

    /**
     * Puts a message beside others, to be sent with the next {@link #flush()}, or before if they are many.
     *
     * @param texts the message
     * @throws IOException if nobody receives any more
     */
    public void put(List<String> texts) throws IOException {
        putInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            putInt(bytes.length);
            if (bytes.length > out.remaining()) {
                flush();
            }
            if (bytes.length > out.capacity()) {
                out = ByteBuffer.allocate(bytes.length);
            }
            out.put(bytes);
        }
    }

    private void putInt(int value) throws IOException {
        if (out.remaining() < Integer.BYTES) {
            flush();
        }
        out.putInt(value);
    }

    /**
     * Sends what was put.
     *
     * @throws IOException if nobody receives any more
     */
    public void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    /**
     * Waits for a message.
     *
     * @return the message; null if the other side has ended the conversation
     * @throws ProtocolException if what comes is none
     * @throws IOException if it ended in the middle of a message
     */
    public @Nullable List<String> receive() throws IOException {
        if (!in.hasRemaining() && !fill()) {
            return null;
        }
        int count = readInt(MAX_TEXTS);
        List<String> texts = new ArrayList<>(Math.min(count, FEW_TEXTS));
        int left = MAX_BYTES;
        for (int i = 0; i < count; i++) {
            int length = readInt(left);
            texts.add(readText(length));
            left -= length;
        }
        return texts;
    }

    private String readText(int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, FEW_BYTES)];
        int read = 0;
        while (read < length) {
            require();
            if (read == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(length, 2 * read));
            }
            int part = Math.min(in.remaining(), bytes.length - read);
            in.get(bytes, read, part);
            read += part;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int readInt(int max) throws IOException {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            require();
            value = (value << 8) | (in.get() & 0xff);
        }
        if (value < 0 || value > max) {
            throw new ProtocolException("A message has [" + value + "] parts or bytes, more than [" + max
                    + "]: whoever is at the other end does not speak this protocol");
        }
        return value;
    }

    private void require() throws IOException {
        if (!in.hasRemaining() && !fill()) {
            throw new EOFException("The conversation ended in the middle of a message");
        }
    }

    private boolean fill() throws IOException {
        in.clear();
        int read = channel.read(in);
        in.flip();
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
