package dev.observatory.agent.match;

/**
 * The names of classes that are generated while a program runs: proxies and subclasses of the JDK, CGLIB, Byte Buddy, Javassist, Hibernate,
 * Spring, Weld, Quarkus and Mockito, and hidden classes. Their methods mostly forward to those of the classes that they are made for.
 */
public final class GeneratedClassName {
    private static final String[] MARKS = {
        "$$EnhancerBy",
        "$$FastClassBy",
        "$$KeyFactoryBy",
        "$$SpringCGLIB$$",
        "$$Lambda",
        "$ByteBuddy$",
        "$HibernateProxy",
        "$HibernateBasicProxy",
        "$HibernateInstantiator",
        "$HibernateAccessOptimizer",
        "$MockitoMock$",
        "$auxiliary$",
        "_$$_",
        "_ClientProxy",
        "+0x",
    };

    private static final String PROXY = "$Proxy";

    private GeneratedClassName() {}

    /**
     * Returns whether a class is generated, as far as its name shows it.
     *
     * @param name its binary or internal name
     * @return whether the name is one that generators use
     */
    public static boolean matches(String name) {
        if (name.indexOf('$') < 0 && name.indexOf('_') < 0 && name.indexOf('+') < 0) {
            return false;
        }
        for (String mark : MARKS) {
            if (name.contains(mark)) {
                return true;
            }
        }
        int simple = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1;
        int number = simple + PROXY.length();
        return name.startsWith(PROXY, simple) && number < name.length() && Character.isDigit(name.charAt(number));
    }
}
