package dev.observatory.agent.entry;

/**
 * The agent of one attachment, as the classes that stay in the JVM know it. It is in another class loader, which has this interface
 * from here.
 */
public interface AttachedAgent {
    /**
     * Processes the arguments of a load of the agent: of the first one, and of all that follow while it is attached.
     *
     * @param arguments the arguments; empty if there are none
     * @return false if this agent has detached meanwhile, and another one is to be created
     */
    boolean enter(String arguments);

    /**
     * Returns whether anything is woven, or will be when it is loaded. Takes no lock.
     *
     * @return whether the agent is active
     */
    boolean isActive();

    /**
     * Returns what the agent has done so far. Takes no lock that is held while classes are loaded.
     *
     * @return lines of text; empty if it is not active
     */
    String status();
}
