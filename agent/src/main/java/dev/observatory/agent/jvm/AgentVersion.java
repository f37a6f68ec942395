package dev.observatory.agent.jvm;

/** The version of this agent. */
public final class AgentVersion {
    private AgentVersion() {}

    /**
     * Returns the version of the jar that the agent's classes come from.
     *
     * @return the implementation version of the jar's manifest; {@code (unpacked)} if the classes do not come from a jar
     */
    public static String current() {
        String version = AgentVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(unpacked)" : version;
    }
}
