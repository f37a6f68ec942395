package dev.observatory.agent.jvm;

/** The version of this agent. */
public final class AgentVersion {
    private AgentVersion() {}

    /**
     * Returns the version of the jar that holds the agent.
     *
     * @return the version; {@code (unpacked)} if the classes do not come from that jar
     */
    public static String current() {
        String version = AgentVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(unpacked)" : version;
    }
}
