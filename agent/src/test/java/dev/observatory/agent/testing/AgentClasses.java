package dev.observatory.agent.testing;

/** Names of classes of the agent that tests look for in other JVMs and that are not public. Fails when a name goes stale. */
public final class AgentClasses {
    public static final String CLASS_LOADER = existing("dev.observatory.agent.entry.AgentClassLoader");
    public static final String LOG_OUTPUT = existing("dev.observatory.agent.output.LogOutput");

    private AgentClasses() {}

    private static String existing(String name) {
        try {
            return Class.forName(name, false, AgentClasses.class.getClassLoader())
                    .getName();
        } catch (ClassNotFoundException stale) {
            throw new AssertionError("Class [" + name + "] does not exist any more; correct the name here", stale);
        }
    }
}
