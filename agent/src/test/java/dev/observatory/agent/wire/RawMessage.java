package dev.observatory.agent.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A message written field by field, which need not be valid. */
public final class RawMessage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private RawMessage() {}

    /** Starts a message of a kind that may be unknown. */
    public static RawMessage of(String kind) {
        return new RawMessage().text(kind);
    }

    static RawMessage empty() {
        return new RawMessage();
    }

    /** Adds a text. */
    public RawMessage text(String text) {
        return text(text, text.length());
    }

    /** Adds a text with any length before it. */
    RawMessage text(String text, int length) {
        return write(() -> {
            out.writeInt(length);
            out.write(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Adds a list of texts. */
    public RawMessage texts(String... texts) {
        number(texts.length);
        List.of(texts).forEach(this::text);
        return this;
    }

    /** Adds a number of 32 bits. */
    public RawMessage number(int number) {
        return write(() -> out.writeInt(number));
    }

    RawMessage number(long number) {
        return write(() -> out.writeLong(number));
    }

    RawMessage oneByte(int value) {
        return write(() -> out.writeByte(value));
    }

    private RawMessage write(Output output) {
        try {
            output.write();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    byte[] body() {
        return bytes.toByteArray();
    }

    /** Returns the message with its length before it. */
    public byte[] framed() {
        return ByteBuffer.allocate(Integer.BYTES + bytes.size())
                .putInt(bytes.size())
                .put(bytes.toByteArray())
                .array();
    }

    /** Returns valid messages as they are sent. */
    public static byte[] framed(Message... messages) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (WritableByteChannel target = Channels.newChannel(sent)) {
            FieldWriter fields = new FieldWriter();
            for (Message message : messages) {
                MessageCodec.encode(message, fields);
                target.write(
                        ByteBuffer.allocate(Integer.BYTES).putInt(fields.size()).flip());
                target.write(ByteBuffer.wrap(fields.bytes(), 0, fields.size()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sent.toByteArray();
    }

    private interface Output {
        void write() throws IOException;
    }
}
