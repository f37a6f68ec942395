package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that several connections together may use for messages of which a part has arrived. Safe from any thread. */
public final class ReceiveBudget {
    /** For a process with only one connection. */
    static final ReceiveBudget UNLIMITED = new ReceiveBudget(Long.MAX_VALUE);

    private final long maxBytes;
    private final AtomicLong reserved = new AtomicLong();

    /**
     * Creates a budget.
     *
     * @param maxBytes the number of bytes that can be reserved at the same time
     */
    public ReceiveBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void reserve(int bytes) throws ProtocolException {
        if (reserved.addAndGet(bytes) > maxBytes) {
            reserved.addAndGet(-bytes);
            throw new ProtocolException("The messages that are being received must have at most [" + maxBytes
                    + "] bytes in total; end other commands and try again");
        }
    }

    void release(int bytes) {
        reserved.addAndGet(-bytes);
    }
}
