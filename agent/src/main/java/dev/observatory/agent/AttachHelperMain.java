package dev.observatory.agent;

import com.sun.tools.attach.VirtualMachine;

/**
 * Loads an agent into a JVM. A program of its own, since a JVM does not load an agent into itself unless it was started with an option
 * for that. Requires the module {@code jdk.attach}, and no other class of the agent.
 */
final class AttachHelperMain {
    private AttachHelperMain() {}

    /**
     * Loads the agent.
     *
     * @param arguments the process id, the agent's jar, and the arguments of the agent
     */
    public static void main(String[] arguments) {
        try {
            load(arguments[0], arguments[1], arguments[2]);
        } catch (Exception failure) {
            System.out.println(failure);
            System.exit(1);
        }
    }

    private static void load(String process, String jar, String arguments) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(process);
        try {
            machine.loadAgent(jar, arguments);
        } finally {
            machine.detach();
        }
    }
}
