package dev.observatory.agent.wire;

import java.net.ProtocolException;

/**
 * The first message in each direction. Its layout never changes, so that two versions can at least tell each other apart; everything
 * that follows requires the same protocol and the same version on both sides.
 */
public sealed interface Handshake extends Message {
    /** The number of the protocol that this class belongs to; it grows whenever a message changes. */
    int PROTOCOL = 4;

    /** The size limit of a handshake. */
    int MAX_BYTES = 1 << 12;

    /**
     * Decodes a handshake.
     *
     * @param kind the kind of the message, as it was received
     * @param in positioned at the first field
     * @return the message
     * @throws ProtocolException if there is no such kind, or a field is missing or invalid
     */
    static Handshake decode(String kind, FieldReader in) throws ProtocolException {
        return switch (kind) {
            case Hello.KIND -> new Hello(in.readInt("protocol"), in.readText());
            case Welcome.KIND -> new Welcome(in.readInt("protocol"), in.readText(), in.readBoolean());
            default -> throw new ProtocolException("Message [" + in.kind() + "] is not a handshake");
        };
    }

    /**
     * Returns the protocol of the sender.
     *
     * @return its number
     */
    int protocol();

    /**
     * Returns the version of the sender.
     *
     * @return as in its jar
     */
    String version();

    /**
     * Returns whether sender and receiver understand each other.
     *
     * @param ownVersion the version of the receiver
     * @return true if protocol and version are the same
     */
    default boolean isCompatibleWith(String ownVersion) {
        return protocol() == PROTOCOL && version().equals(ownVersion);
    }

    /**
     * Opens a conversation; sent by the command line.
     *
     * @param protocol the protocol of the command line
     * @param version the version of the command line
     */
    record Hello(int protocol, String version) implements Handshake {
        static final String KIND = "hello";

        /**
         * Creates the handshake of this version's protocol.
         *
         * @param version the version of the command line
         */
        public Hello(String version) {
            this(PROTOCOL, version);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeInt(protocol);
            out.writeText(version);
        }
    }

    /**
     * Answers {@link Hello}; sent by the agent, also to a command line of another version.
     *
     * @param protocol the protocol of the agent
     * @param version the version of the agent
     * @param isIdle whether nothing was requested of the agent since it was loaded
     */
    record Welcome(int protocol, String version, boolean isIdle) implements Handshake {
        static final String KIND = "welcome";

        /**
         * Creates the handshake of this version's protocol.
         *
         * @param version the version of the agent
         * @param isIdle whether nothing was requested of the agent since it was loaded
         */
        public Welcome(String version, boolean isIdle) {
            this(PROTOCOL, version, isIdle);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeInt(protocol);
            out.writeText(version);
            out.writeBoolean(isIdle);
        }
    }
}
