package dev.observatory.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognizes subclasses of machines that frameworks generate. */
final class GeneratedClasses {
    /** Parts of the names of classes that CGLIB, Javassist, Byte Buddy, Hibernate and Mockito generate. */
    private static final List<String> MARKS = List.of("$$", "$ByteBuddy$", "$HibernateProxy$", "$MockitoMock$");

    /** Interfaces of proxies that forward calls to another object of the same class. */
    private static final Set<String> FORWARDING = Set.of(
            "org.springframework.aop.SpringProxy",
            "org.hibernate.proxy.HibernateProxy",
            "org.jboss.weld.proxy.WeldClientProxy",
            "org.apache.webbeans.proxy.OwbNormalScopeProxy",
            "io.quarkus.arc.ClientProxy");

    private static final String ADVICE =
            "; keep machines out of proxies: create them with new, and apply what is proxied, such as transactions or scopes,"
                    + " to an object that holds the machine";

    private GeneratedClasses() {}

    /** Returns the class that a program declares: the class of a machine, or the one that it was generated from. */
    static Class<?> declared(Class<?> type) {
        Class<?> declared = type;
        while (isGenerated(declared) && declared.getSuperclass() != Machine.class) {
            declared = declared.getSuperclass();
        }
        return declared;
    }

    private static boolean isGenerated(Class<?> type) {
        return type.isSynthetic() || MARKS.stream().anyMatch(type.getName()::contains);
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
        String marker = forwarding(machine.getClass());
        if (marker != null) {
            throw new MachineProxyException(subject(machine) + " is a proxy [" + marker
                    + "] with states of its own: its final methods and fields are not those of the machine that it stands for"
                    + ADVICE);
        }
    }

    private static @Nullable String forwarding(Class<?> type) {
        Deque<Class<?>> open = new ArrayDeque<>();
        for (Class<?> each = type; each != Machine.class; each = each.getSuperclass()) {
            open.addAll(List.of(each.getInterfaces()));
        }
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            if (FORWARDING.contains(next.getName())) {
                return next.getName();
            }
            open.addAll(List.of(next.getInterfaces()));
        }
        return null;
    }

    private static String subject(Machine machine) {
        Class<?> type = machine.getClass();
        return "Machine [" + machine.name() + "]"
                + (declared(type) == type ? "" : " in the form of the generated class [" + type.getName() + "]");
    }
}
