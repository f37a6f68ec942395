package dev.observatory.agent.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A connection whose other side has sent everything already, closes its output, and keeps what it receives. */
public final class MemoryChannel implements ByteChannel {
    private final ByteBuffer sent;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean isClosed;

    /**
     * Creates an open connection.
     *
     * @param sent all that the other side sends
     */
    public MemoryChannel(byte[] sent) {
        this.sent = ByteBuffer.wrap(sent);
    }

    /** Returns all that the other side has received. */
    public synchronized byte[] received() {
        return received.toByteArray();
    }

    @Override
    public synchronized int read(ByteBuffer target) {
        if (!sent.hasRemaining()) {
            return -1;
        }
        int length = Math.min(sent.remaining(), target.remaining());
        target.put(sent.slice(sent.position(), length));
        sent.position(sent.position() + length);
        return length;
    }

    @Override
    public synchronized int write(ByteBuffer source) {
        int length = source.remaining();
        byte[] bytes = new byte[length];
        source.get(bytes);
        received.write(bytes, 0, length);
        return length;
    }

    @Override
    public boolean isOpen() {
        return !isClosed;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
