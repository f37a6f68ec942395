package dev.observatory.agent.value;

/**
 * Classes of frameworks whose objects lead to the whole framework: facades of requests, connections, contexts, coroutines. They appear by
 * class and identity, since their fields would fill a line and say nothing about the program.
 */
final class InfrastructureTypes {
    private static final String[] PACKAGES = {
        "org.apache.catalina.",
        "org.apache.coyote.",
        "org.apache.tomcat.",
        "org.eclipse.jetty.",
        "org.glassfish.",
        "io.undertow.",
        "io.netty.",
        "io.vertx.core.",
        "org.springframework.beans.",
        "org.springframework.boot.",
        "org.springframework.context.",
        "org.springframework.web.context.",
        "org.springframework.web.servlet.",
        "org.springframework.mock.web.",
        "org.hibernate.engine.",
        "org.hibernate.internal.",
        "com.zaxxer.hikari.",
        "reactor.core.",
        "kotlin.coroutines.",
        "kotlinx.coroutines.",
    };

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    /** Of JDK types, so that no class of the program holds the agent. */
    private static final ClassValue<Boolean> IS_CONTINUATION = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isContinuation(type);
        }
    };

    private InfrastructureTypes() {}

    static boolean include(Class<?> type) {
        String name = type.getName();
        for (String prefix : PACKAGES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether instances of a class continue a suspended function of Kotlin, which has such a last parameter in class files only. */
    static boolean areContinuations(Class<?> type) {
        return IS_CONTINUATION.get(type);
    }

    private static boolean isContinuation(Class<?> type) {
        if (type.getName().equals(CONTINUATION)) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isContinuation(implemented)) {
                return true;
            }
        }
        Class<?> superclass = type.getSuperclass();
        return superclass != null && isContinuation(superclass);
    }
}
