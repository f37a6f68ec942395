package dev.observatory.agent.entry;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The agent class of the small bootstrap jar that a running JVM loads instead of the agent's own jar; see {@link
 * dev.observatory.agent.wire.BootstrapJar}. The JVM puts what it loads on the class path. A class loader of the program that delegates
 * to its parents first, and has loaded some classes of a library that the program brings, would find the others there from then on, and
 * have a library in two halves. So the library is added only if the program has not loaded one.
 */
public final class BootstrapAgent {
    /** The agent class of the agent's own jar. A name, since nothing that stays may refer to a class of the agent. */
    static final String AGENT = "dev.observatory.agent.ObservatoryAgent";

    private static final String PACKAGE = "dev.observatory.";

    /** By name, since it is loaded by the bootstrap class loader, if at all. */
    private static final String FIRST = "dev.observatory.agent.entry.WorkingDirectoryAgent";

    private BootstrapAgent() {}

    /**
     * Is called by the JVM when the bootstrap jar is loaded.
     *
     * @param arguments the path of the agent's jar, a line end, and the arguments of the agent
     * @param instrumentation the environment of the load
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            if (arguments == null || arguments.indexOf('\n') < 0) {
                throw new IllegalArgumentException("this jar is not for direct use; load the agent's own");
            }
            int end = arguments.indexOf('\n');
            JarFile opened = AgentBootstrap.openJar(new File(arguments.substring(0, end)));
            if (opened != null && !isOnClassPath(AgentBootstrap.LIBRARY) && !hasProgramLoadedLibrary(instrumentation)) {
                instrumentation.appendToSystemClassLoaderSearch(opened);
            }
            enter(arguments.substring(end + 1), instrumentation);
        } catch (Throwable failure) {
            AgentBootstrap.warn("the agent could not start, the program runs unobserved: " + failure);
        }
    }

    /** Returns whether the class loader of this package finds a class. */
    static boolean isOnClassPath(String name) {
        return BootstrapAgent.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null;
    }

    private static boolean hasProgramLoadedLibrary(Instrumentation instrumentation) {
        ClassLoader own = BootstrapAgent.class.getClassLoader();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = loaded.getClassLoader();
            if (loader != own
                    && !(loader instanceof AgentClassLoader)
                    && !loaded.getName().equals(FIRST)
                    && loaded.getName().startsWith(PACKAGE)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Starts the agent, or passes it the arguments. Programs call {@code ObservatoryAgent}, where they can see it.
     *
     * @param arguments those of the agent
     * @param instrumentation access to class files
     * @throws IOException if the agent's jar cannot be read
     * @throws ReflectiveOperationException if that jar does not contain the agent
     */
    public static void enter(String arguments, Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        if (isOnClassPath(AGENT)) {
            Class.forName(AGENT)
                    .getMethod("agentmain", String.class, Instrumentation.class)
                    .invoke(null, arguments, instrumentation);
        } else {
            AgentBootstrap.enter(arguments, instrumentation, null, () -> {});
        }
    }
}
