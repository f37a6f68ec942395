package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a message that was received completely, as {@link FieldWriter} writes them. Sizes are compared with what is left of
 * the message before anything is allocated for them.
 */
public final class FieldReader {
    private final byte[] bytes;
    private final UnaryOperator<String> textFilter;
    private String kind = "";
    private int position;

    FieldReader(byte[] bytes, UnaryOperator<String> textFilter) {
        this.bytes = bytes;
        this.textFilter = textFilter;
    }

    /** Reads the kind of the message, which later errors name. */
    String readKind() throws ProtocolException {
        String read = readRawText();
        kind = textFilter.apply(read);
        return read;
    }

    /** Returns the kind of the message as errors name it. */
    String kind() {
        return kind;
    }

    void requireEnd() throws ProtocolException {
        if (position < bytes.length) {
            throw error("has [" + (bytes.length - position) + "] bytes after its last field");
        }
    }

    /**
     * Reads a boolean.
     *
     * @return the value
     * @throws ProtocolException if the message ends before it, or has another value there
     */
    public boolean readBoolean() throws ProtocolException {
        require(1);
        int value = bytes[position++];
        if (value != 0 && value != 1) {
            throw error("has [" + value + "] where a boolean must be [0] or [1]");
        }
        return value == 1;
    }

    /**
     * Reads a number of 32 bits.
     *
     * @param name what to call the field in an error
     * @return the value
     * @throws ProtocolException if the message ends before it, or it is negative
     */
    public int readInt(String name) throws ProtocolException {
        return (int) requireNotNegative(name, rawInt());
    }

    /**
     * Reads a number of 64 bits.
     *
     * @param name what to call the field in an error
     * @return the value
     * @throws ProtocolException if the message ends before it, or it is negative
     */
    public long readLong(String name) throws ProtocolException {
        long high = rawInt();
        return requireNotNegative(name, (high << Integer.SIZE) | (rawInt() & 0xffffffffL));
    }

    /**
     * Reads a text.
     *
     * @return the text
     * @throws ProtocolException if the message ends before or in it
     */
    public String readText() throws ProtocolException {
        return textFilter.apply(readRawText());
    }

    /**
     * Reads a text that may be absent.
     *
     * @return the text, or null
     * @throws ProtocolException if the message ends before or in it
     */
    public @Nullable String readOptionalText() throws ProtocolException {
        return readBoolean() ? readText() : null;
    }

    /**
     * Reads a list of texts.
     *
     * @return the texts
     * @throws ProtocolException if the message ends before or in it
     */
    public List<String> readTexts() throws ProtocolException {
        int count = readCount();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(readText());
        }
        return texts;
    }

    /**
     * Reads a map of texts.
     *
     * @return the keys and values in the order in which they were sent
     * @throws ProtocolException if the message ends before or in it, or has a key twice
     */
    public Map<String, String> readTextMap() throws ProtocolException {
        int count = readCount();
        Map<String, String> raw = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = readRawText();
            if (raw.put(key, readRawText()) != null) {
                throw error("has the key [" + textFilter.apply(key) + "] twice");
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        raw.forEach((key, value) -> texts.put(textFilter.apply(key), textFilter.apply(value)));
        return texts;
    }

    /**
     * Reads the size of a list.
     *
     * @return the number of elements that follow
     * @throws ProtocolException if the message ends before it, or is too short for as many elements
     */
    public int readCount() throws ProtocolException {
        int count = rawInt();
        // No element is shorter than the length of a text.
        if (count < 0 || count > (bytes.length - position) / Integer.BYTES) {
            throw error(
                    "announces [" + count + "] elements, but has only [" + (bytes.length - position) + "] more bytes");
        }
        return count;
    }

    private String readRawText() throws ProtocolException {
        int length = rawInt();
        if (length < 0 || length > bytes.length - position) {
            throw error("announces a text of [" + length + "] bytes, but has only [" + (bytes.length - position)
                    + "] more");
        }
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    private int rawInt() throws ProtocolException {
        require(Integer.BYTES);
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = (value << Byte.SIZE) | (bytes[position++] & 0xff);
        }
        return value;
    }

    private long requireNotNegative(String name, long value) throws ProtocolException {
        if (value < 0) {
            throw error("has [" + value + "] as its [" + name + "], which must not be negative");
        }
        return value;
    }

    private void require(int more) throws ProtocolException {
        if (more > bytes.length - position) {
            throw error("ends after [" + bytes.length + "] bytes where a field is missing");
        }
    }

    private ProtocolException error(String what) {
        return new ProtocolException("Message [" + kind + "] " + what);
    }
}
