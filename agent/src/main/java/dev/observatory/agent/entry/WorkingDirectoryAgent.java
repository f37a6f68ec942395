package dev.observatory.agent.entry;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.FileSystems;
import org.jspecify.annotations.Nullable;

/**
 * The agent class of the bootstrap jar for a JVM whose working directory was deleted. Up to JDK 20 such a JVM cannot initialize its
 * default file system, and fails permanently when it opens its first jar; except if a property of the JDK allows the working directory to
 * differ from that at the start. This class is loaded by the bootstrap class loader, for which the JVM opens jars itself; then the other classes can be loaded as
 * usual.
 */
public final class WorkingDirectoryAgent {
    private static final String PROPERTY = "sun.nio.fs.chdirAllowed";

    /** By name: the bootstrap class loader finds no other class of this package. */
    private static final String NEXT = "dev.observatory.agent.entry.BootstrapAgent";

    private WorkingDirectoryAgent() {}

    /**
     * Is called by the JVM when the bootstrap jar is loaded.
     *
     * @param arguments those of {@link BootstrapAgent}
     * @param instrumentation the environment of the load
     * @throws ReflectiveOperationException if the other classes cannot be loaded
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        initializeFileSystem();
        try {
            Class.forName(NEXT, true, ClassLoader.getSystemClassLoader())
                    .getMethod("agentmain", String.class, Instrumentation.class)
                    .invoke(null, arguments, instrumentation);
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    /** The property is read once, so that the program does not see it. */
    private static void initializeFileSystem() {
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, "true");
        try {
            FileSystems.getDefault();
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }
}
