package dev.observatory.agent.wire;

import java.net.ProtocolException;

/**
 * A message between the command line and the agent. Each kind is a record that writes its own fields and reads them in the same order;
 * {@link MessageCodec} does everything else.
 *
 * <p>The agent neither compares nor prints these records: what the JVM generates for that keeps, in some versions permanently, the last
 * class it was generated for, and with it the agent's class loader.
 */
public sealed interface Message permits Handshake, Request, Response {
    /**
     * Returns the name of this kind of message, unique within its family.
     *
     * @return the name as it is sent
     */
    String kind();

    /**
     * Writes the fields of this message.
     *
     * @param out receives the fields
     * @throws ProtocolException if the message becomes too large
     */
    void writeTo(FieldWriter out) throws ProtocolException;

    /**
     * Creates the messages of one family from their fields.
     *
     * @param <M> the family
     */
    @FunctionalInterface
    interface Decoder<M extends Message> {
        /**
         * Reads the fields of a message.
         *
         * @param kind the kind of the message, as it was received
         * @param in positioned at the first field
         * @return the message
         * @throws ProtocolException if the family has no such kind, or a field is missing or invalid
         */
        M decode(String kind, FieldReader in) throws ProtocolException;
    }
}
