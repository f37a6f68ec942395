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
 * to the bytes that have arrived, whatever length the sender announces, and at most a budget that several connections may share.
 */
public final class MessageChannel implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int INITIAL_BUFFER_BYTES = 1 << 12;
    private static final int INITIAL_MESSAGE_BYTES = 1 << 10;

    private final ByteChannel channel;
    private final UnaryOperator<String> textFilter;
    private final FieldWriter encoded = new FieldWriter();
    private final ReceiveBudget budget;
    private int maxReceivedBytes = MessageCodec.MAX_BYTES;
    private ByteBuffer in = ByteBuffer.allocate(INITIAL_BUFFER_BYTES).flip();
    private ByteBuffer out = ByteBuffer.allocate(0);

    /**
     * Creates a channel that delivers texts as they were sent.
     *
     * @param channel connected and blocking; closed with this channel
     */
    public MessageChannel(ByteChannel channel) {
        this(channel, UnaryOperator.identity(), ReceiveBudget.UNLIMITED);
    }

    /**
     * Creates a channel.
     *
     * @param channel connected and blocking; closed with this channel
     * @param textFilter is applied to each received text
     */
    public MessageChannel(ByteChannel channel, UnaryOperator<String> textFilter) {
        this(channel, textFilter, ReceiveBudget.UNLIMITED);
    }

    /**
     * Creates a channel whose memory is limited.
     *
     * @param channel connected and blocking; closed with this channel
     * @param textFilter is applied to each received text
     * @param budget the memory for messages that have arrived partly
     */
    public MessageChannel(ByteChannel channel, UnaryOperator<String> textFilter, ReceiveBudget budget) {
        this.channel = channel;
        this.textFilter = textFilter;
        this.budget = budget;
    }

    /**
     * Limits the size of the messages that are received from now on.
     *
     * @param bytes the maximum size of a message
     */
    public void limitReceived(int bytes) {
        maxReceivedBytes = bytes;
    }

    /**
     * Sends a message, and those that were put before.
     *
     * @param message the message
     * @throws ProtocolException if the message is too large; nothing of it is sent
     * @throws IOException if the other side has closed the connection
     */
    public void send(Message message) throws IOException {
        send(message, MessageCodec.MAX_BYTES);
    }

    /**
     * Sends a message, and those that were put before.
     *
     * @param message the message
     * @param maxBytes the size limit of such a message
     * @throws ProtocolException if the message is too large; nothing of it is sent
     * @throws IOException if the other side has closed the connection
     */
    public void send(Message message, int maxBytes) throws IOException {
        put(message, maxBytes);
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
        put(message, MessageCodec.MAX_BYTES);
    }

    private void put(Message message, int maxBytes) throws IOException {
        MessageCodec.encode(message, encoded);
        if (encoded.size() > maxBytes) {
            throw new ProtocolException("A message of this kind must have at most [" + maxBytes + "] bytes, but has ["
                    + encoded.size() + "]");
        }
        if (out.capacity() == 0) {
            out = ByteBuffer.allocate(BUFFER_BYTES);
        }
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
        int length = readLength();
        int reserved = 0;
        try {
            byte[] bytes = new byte[Math.min(length, INITIAL_MESSAGE_BYTES)];
            for (int read = 0; read < length; read = readInto(bytes, read)) {
                if (read == bytes.length) {
                    int larger = Math.min(length, 2 * read);
                    budget.reserve(larger - read);
                    reserved += larger - read;
                    bytes = Arrays.copyOf(bytes, larger);
                }
            }
            return MessageCodec.decode(bytes, family, textFilter);
        } finally {
            budget.release(reserved);
        }
    }

    private int readLength() throws IOException {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            requireMore();
            length = (length << Byte.SIZE) | (in.get() & 0xff);
        }
        if (length < 0 || length > maxReceivedBytes) {
            throw new ProtocolException("A message must have at most [" + maxReceivedBytes + "] bytes, but [" + length
                    + "] are announced: the other side does not use this protocol");
        }
        return length;
    }

    private int readInto(byte[] bytes, int from) throws IOException {
        requireMore();
        int part = Math.min(in.remaining(), bytes.length - from);
        in.get(bytes, from, part);
        return from + part;
    }

    private void requireMore() throws IOException {
        if (!in.hasRemaining() && !fill()) {
            throw new EOFException("The connection was closed in the middle of a message");
        }
    }

    private boolean fill() throws IOException {
        boolean wasFull = in.limit() == in.capacity();
        in = wasFull && in.capacity() < BUFFER_BYTES ? ByteBuffer.allocate(2 * in.capacity()) : in.clear();
        int read = channel.read(in);
        in.flip();
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
