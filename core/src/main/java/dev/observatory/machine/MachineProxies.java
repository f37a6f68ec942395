package dev.observatory.machine;

import dev.observatory.runtime.GeneratedClasses;
import dev.observatory.runtime.ProxyTargets;

/** Recognizes machines that frameworks have made of other machines. */
final class MachineProxies {
    private static final String ADVICE =
            "; keep machines out of proxies: create them with new, and apply what is proxied, such as transactions or scopes,"
                    + " to an object that holds the machine";

    private MachineProxies() {}

    /** Returns the class that a program declares: the class of a machine, or the one that it was generated from. */
    static Class<?> declared(Class<?> type) {
        Class<?> declared = GeneratedClasses.declared(type);
        return declared == Machine.class ? type : declared;
    }

    static MachineProxyException withoutConstructor(Machine machine) {
        return new MachineProxyException(subject(machine)
                + " has no states: it was created without calling a constructor, and its final methods and fields are not those of"
                + " the machine that it stands for" + ADVICE);
    }

    static MachineProxyException copied(Machine machine) {
        return new MachineProxyException(
                subject(machine) + " has the states of another machine, whose fields were copied to it" + ADVICE);
    }

    /**
     * Checks that a machine does not stand for another one.
     *
     * @throws MachineProxyException if it is a proxy that forwards some methods
     */
    static void requireNoForwarding(Machine machine) {
        String marker = ProxyTargets.forwardingInterface(machine.getClass());
        if (marker != null) {
            throw new MachineProxyException(subject(machine) + " is a proxy [" + marker
                    + "] with states of its own: its final methods and fields are not those of the machine that it stands for"
                    + ADVICE);
        }
    }

    private static String subject(Machine machine) {
        Class<?> type = machine.getClass();
        return "Machine [" + machine.name() + "]"
                + (declared(type) == type ? "" : " in the form of the generated class [" + type.getName() + "]");
    }
}
