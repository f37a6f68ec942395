package dev.observatory.runtime;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognizes classes that frameworks generate at run time, and finds the class that the program declares. Recognizes them by their names,
 * since most generators leave no other mark.
 *
 * <p>Safe from any thread.
 *
 * @hidden
 */
public final class GeneratedClasses {
    /**
     * Parts of the names of classes that CGLIB, Spring, Guice, Javassist, Weld, OpenWebBeans, Byte Buddy, Hibernate, Mockito, EasyMock and
     * Micronaut generate.
     */
    private static final List<String> MARKS = List.of(
            "$$EnhancerBy",
            "$$SpringCGLIB$$",
            "_$$_jvst",
            "_$$_javassist",
            "$$_Weld",
            "$$Owb",
            "$ByteBuddy$",
            "$HibernateProxy$",
            "$MockitoMock$",
            "$$$EasyMock",
            "$Definition$Intercepted");

    /** Ends of the names of classes that Quarkus generates. */
    private static final List<String> ENDS = List.of("_ClientProxy", "_Subclass");

    private GeneratedClasses() {}

    /**
     * Returns the class that a program declares.
     *
     * @param type any class
     * @return the class itself, or the nearest superclass that is not generated if the class is; the class itself also if no class that a
     *     program declares is behind it, as for implementations of interfaces
     */
    public static Class<?> declared(Class<?> type) {
        Class<?> declared = type;
        while (isGenerated(declared)) {
            Class<?> above = declared.getSuperclass();
            if (above == null || above == Object.class) {
                return type;
            }
            declared = above;
        }
        return declared;
    }

    /**
     * Returns whether a framework has generated a class. The answer is wrong for classes that a program names in the same way.
     *
     * @param type any class
     * @return false for a JDK proxy, which no class of the program is behind
     */
    public static boolean isGenerated(Class<?> type) {
        if (type.isInterface() || type.isArray() || Proxy.isProxyClass(type)) {
            return false;
        }
        String name = type.getName();
        for (String mark : MARKS) {
            if (name.contains(mark)) {
                return true;
            }
        }
        for (String end : ENDS) {
            if (name.endsWith(end)) {
                return isNamedAfterItsSuperclass(type, "_");
            }
        }
        return type.isSynthetic() || (isNamedAfterItsSuperclass(type, "$$") && !name.contains("$$anon"));
    }

    private static boolean isNamedAfterItsSuperclass(Class<?> type, String separator) {
        Class<?> above = type.getSuperclass();
        return above != null && type.getName().startsWith(above.getName() + separator);
    }

    /**
     * Describes a class for messages.
     *
     * @param type any class
     * @return the name of the class, and what it was generated from
     */
    public static String describe(Class<?> type) {
        String named = "Class [" + type.getName() + "]";
        if (Proxy.isProxyClass(type)) {
            return named + ", a JDK proxy of " + interfacesOf(type) + ",";
        }
        Class<?> declared = declared(type);
        return declared == type ? named : named + ", generated from class [" + declared.getName() + "],";
    }

    static List<String> interfacesOf(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Class<?> each : type.getInterfaces()) {
            names.add(each.getName());
        }
        return names;
    }
}
