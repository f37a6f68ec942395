package dev.observatory.agent.wire;

import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A connection to somebody who has said everything already, and does not listen. */
public final class MemoryChannel implements ByteChannel {
    private final ByteBuffer said;
    private boolean isClosed;
    private long heard;

    /**
     * Makes one that is open.
     *
     * @param said all that the other side says
     */
    public MemoryChannel(byte[] said) {
        this.said = ByteBuffer.wrap(said);
    }

    /** How many bytes were sent to the other side. */
    public long heard() {
        return heard;
    }

    @Override
    public synchronized int read(ByteBuffer target) {
        if (!said.hasRemaining()) {
            return -1;
        }
        int length = Math.min(said.remaining(), target.remaining());
        target.put(said.slice(said.position(), length));
        said.position(said.position() + length);
        return length;
    }

    @Override
    public synchronized int write(ByteBuffer source) {
        int length = source.remaining();
        source.position(source.limit());
        heard += length;
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
