package dev.observatory.agent.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives messages over a connection: the length of each in bytes, then the message as {@link MessageCodec} encodes it.
 *
 * <p>One thread may send while another receives, but not two at a time in the same direction. Receiving allocates memory in proportion
 * to the bytes that have arrived, whatever length the sender announces.
 */
public final class MessageChannel implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int INITIAL_MESSAGE_BYTES = 1 << 10;

    private final ByteChannel channel;
    private final UnaryOperator<String> textFilter;
    private final FieldWriter encoded = new FieldWriter();
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);

    /**
     * Creates a channel that delivers texts as they were sent.
     *
     * @param channel connected and blocking; closed with this channel
     */
    public MessageChannel(ByteChannel channel) {
        this(channel, UnaryOperator.identity());
    }

    /**
     * Creates a channel.
     *
     * @param channel connected and blocking; closed with this channel
     * @param textFilter is applied to each received text
     */
    public MessageChannel(ByteChannel channel, UnaryOperator<String> textFilter) {
        this.channel = channel;
        this.textFilter = textFilter;
    }

    /**
     * Sends a message, and those that were put before.
     *
     * @param message the message
     * @throws ProtocolException if the message is too large; nothing of it is sent
     * @throws IOException if the other side has closed the connection
     */
    public void send(Message message) throws IOException {
        put(message);
        flush();
    }

    /**
     * Buffers a message; it is sent with the next {@link #flush()}, or before that if the buffer is full.
     *
     * @param message the message
     * @throws ProtocolException if the message is too large; nothing of it is sent
     * @throws IOException if the other side has closed the connection
     */
    public void put(Message message) throws IOException {
        MessageCodec.encode(message, encoded);
        if (Integer.BYTES + encoded.size() > out.remaining()) {
            flush();
        }
        out.putInt(encoded.size());
        if (encoded.size() <= out.remaining()) {
            out.put(encoded.bytes(), 0, encoded.size());
        } else {
            flush();
            write(ByteBuffer.wrap(encoded.bytes(), 0, encoded.size()));
        }
    }

    /**
     * Sends the buffered messages.
     *
     * @throws IOException if the other side has closed the connection
     */
    public void flush() throws IOException {
        write(out.flip());
        out.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Waits for a message.
     *
     * @param <M> the family of the message
     * @param family decodes the messages of the expected family
     * @return the message; null if the other side has closed the connection
     * @throws ProtocolException if what arrives is not such a message
     * @throws IOException if the connection was closed in the middle of a message
     */
    public <M extends Message> @Nullable M receive(Message.Decoder<M> family) throws IOException {
        if (!in.hasRemaining() && !fill()) {
            return null;
        }
        return MessageCodec.decode(readBytes(readLength()), family, textFilter);
    }

    private int readLength() throws IOException {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            requireMore();
            length = (length << Byte.SIZE) | (in.get() & 0xff);
        }
        if (length < 0 || length > MessageCodec.MAX_BYTES) {
            throw new ProtocolException("A message must have at most [" + MessageCodec.MAX_BYTES + "] bytes, but ["
                    + length + "] are announced: the other side does not use this protocol");
        }
        return length;
    }

    private byte[] readBytes(int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, INITIAL_MESSAGE_BYTES)];
        int read = 0;
        while (read < length) {
            requireMore();
            if (read == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(length, 2 * read));
            }
            int part = Math.min(in.remaining(), bytes.length - read);
            in.get(bytes, read, part);
            read += part;
        }
        return bytes;
    }

    private void requireMore() throws IOException {
        if (!in.hasRemaining() && !fill()) {
            throw new EOFException("The connection was closed in the middle of a message");
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
