package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.util.function.UnaryOperator;

/**
 * Turns messages into bytes and back: the kind, then the fields. Strict, so that neither side acts on a part of a message: an unknown
 * kind, a field that is missing or invalid, and bytes after the last field are errors that say what was found.
 */
final class MessageCodec {
    /** The size limit of a message, for the sender as well as for the receiver. */
    static final int MAX_BYTES = 16 << 20;

    private MessageCodec() {}

    /**
     * Encodes a message.
     *
     * @param out holds the message and nothing else afterwards
     * @throws ProtocolException if the message is too large
     */
    static void encode(Message message, FieldWriter out) throws ProtocolException {
        out.clear();
        out.writeText(message.kind());
        message.writeTo(out);
    }

    /**
     * Decodes a message.
     *
     * @param bytes all of it
     * @param family creates the message
     * @param textFilter is applied to each text in it
     * @throws ProtocolException if the bytes are not exactly one message of that family
     */
    static <M extends Message> M decode(byte[] bytes, Message.Decoder<M> family, UnaryOperator<String> textFilter)
            throws ProtocolException {
        FieldReader in = new FieldReader(bytes, textFilter);
        M message = family.decode(in.readKind(), in);
        in.requireEnd();
        return message;
    }
}
