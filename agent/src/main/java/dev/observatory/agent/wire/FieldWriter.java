package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of one message after another. Numbers are big-endian; a text is its length in bytes and its UTF-8; a list is its
 * size and its elements; a map is its size and its keys and values in turn; an optional text is a boolean and, if true, the text.
 * Not for use by several threads.
 */
public final class FieldWriter {
    private static final int INITIAL_BYTES = 1 << 10;
    /** What is kept for the next message. */
    private static final int MAX_KEPT_BYTES = 1 << 18;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    FieldWriter() {}

    void clear() {
        size = 0;
        if (bytes.length > MAX_KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /**
     * Writes a boolean.
     *
     * @param value the value
     * @throws ProtocolException if the message becomes too large
     */
    public void writeBoolean(boolean value) throws ProtocolException {
        reserve(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    /**
     * Writes a number of 32 bits, or the size of a list.
     *
     * @param value the value; not negative
     * @throws ProtocolException if the message becomes too large
     */
    public void writeInt(int value) throws ProtocolException {
        reserve(Integer.BYTES);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /**
     * Writes a number of 64 bits.
     *
     * @param value the value; not negative
     * @throws ProtocolException if the message becomes too large
     */
    public void writeLong(long value) throws ProtocolException {
        writeInt((int) (value >>> Integer.SIZE));
        writeInt((int) value);
    }

    /**
     * Writes a text.
     *
     * @param text the text; half a surrogate pair becomes a question mark
     * @throws ProtocolException if the message becomes too large
     */
    public void writeText(String text) throws ProtocolException {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        writeInt(encoded.length);
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    /**
     * Writes a text that may be absent.
     *
     * @param text the text, or null
     * @throws ProtocolException if the message becomes too large
     */
    public void writeOptionalText(@Nullable String text) throws ProtocolException {
        writeBoolean(text != null);
        if (text != null) {
            writeText(text);
        }
    }

    /**
     * Writes a list of texts.
     *
     * @param texts the texts
     * @throws ProtocolException if the message becomes too large
     */
    public void writeTexts(List<String> texts) throws ProtocolException {
        writeInt(texts.size());
        for (String text : texts) {
            writeText(text);
        }
    }

    /**
     * Writes a map of texts in its iteration order.
     *
     * @param texts the keys and values
     * @throws ProtocolException if the message becomes too large
     */
    public void writeTextMap(Map<String, String> texts) throws ProtocolException {
        writeInt(texts.size());
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            writeText(entry.getKey());
            writeText(entry.getValue());
        }
    }

    private void reserve(int more) throws ProtocolException {
        if (more > MessageCodec.MAX_BYTES - size) {
            throw new ProtocolException("A message must have at most [" + MessageCodec.MAX_BYTES + "] bytes, but has ["
                    + ((long) size + more) + "] or more");
        }
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.min(MessageCodec.MAX_BYTES, Math.max(2 * bytes.length, size + more)));
        }
    }
}
