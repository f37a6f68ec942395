package dev.observatory.agent.output;

import org.jspecify.annotations.Nullable;

/**
 * The classes of logging frameworks. If they are woven, their calls must not be logged, since each line would lead to more lines; and
 * not only on the thread that logs, since a logger may pass a line on to another.
 */
final class LoggingClasses {
    private static final String[] FRAMEWORKS = {
        "ch.qos.logback.",
        "org.slf4j.",
        "org.apache.logging.",
        "org.apache.log4j.",
        "org.apache.commons.logging.",
        "org.jboss.logging.",
        "org.jboss.logmanager.",
        "org.tinylog.",
        "com.lmax.disruptor."
    };

    private LoggingClasses() {}

    /** Returns whether a class is the logger's or is nested in it. */
    private static boolean isPartOf(String name, String logger) {
        return name.startsWith(logger) && (name.length() == logger.length() || name.charAt(logger.length()) == '$');
    }

    /**
     * Returns whether calls of a class must not be logged.
     *
     * @param owner null for an event without a method
     * @param logger the class of the logger in use; null if there is none yet
     */
    static boolean contains(@Nullable Class<?> owner, @Nullable Class<?> logger) {
        if (owner == null) {
            return false;
        }
        String name = owner.getName();
        if (logger != null && owner.getClassLoader() == logger.getClassLoader() && isPartOf(name, logger.getName())) {
            return true;
        }
        for (String framework : FRAMEWORKS) {
            if (name.startsWith(framework)) {
                return true;
            }
        }
        return false;
    }
}
