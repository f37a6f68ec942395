package dev.observatory.agent;

import com.sun.tools.attach.VirtualMachine;

/**
 * Loads an agent into a JVM; by itself a program, since a JVM does not let itself in unless it was told to. Needs the module {@code
 * jdk.attach}, and no other class of ours.
 */
final class AttachHelperMain {
    private AttachHelperMain() {}

    /**
     * The program.
     *
     * @param arguments the number of the process, the agent's jar and what to tell the agent
     */
    public static void main(String[] arguments) {
        try {
            into(arguments[0], arguments[1], arguments[2]);
        } catch (Exception failure) {
            System.out.println(failure);
            System.exit(1);
        }
    }

    static void into(String process, String jar, String arguments) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(process);
        try {
            machine.loadAgent(jar, arguments);
        } finally {
            machine.detach();
        }
    }
}
