package dev.observatory.agent.entry;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Where a JVM that runs enters, if what it was given is the small entry jar and not the agent itself: see {@link
 * dev.observatory.agent.wire.BootstrapJar}. The JVM puts what it is given on the class path. A class loader of the program that asks its
 * parents first, and has loaded some of a library that the program brings, would find the rest of it there from then on, and have a
 * library in two halves. So the library is added only where nobody has loaded one.
 */
public final class BootstrapAgent {
    private static final String FOLDER = "dev/observatory/";
    private static final String PACKAGE = "dev.observatory.";

    private BootstrapAgent() {}

    /**
     * Called when the entry jar is loaded.
     *
     * @param arguments the path of the agent's jar, the end of the line, and what is said to the agent
     * @param instrumentation the JVM's door to class files
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            if (arguments == null || arguments.indexOf('\n') < 0) {
                throw new IllegalArgumentException("this jar is not for use by hand, load the agent's own");
            }
            int end = arguments.indexOf('\n');
            AgentBootstrap.comesFrom(new File(arguments.substring(0, end)));
            File jar = AgentBootstrap.jar();
            if (jar != null && !isOnClassPath("weave/AgentBridge") && !hasProgramLoadedLibrary(instrumentation)) {
                addLibrary(instrumentation, jar);
            }
            enter(arguments.substring(end + 1), instrumentation);
        } catch (Throwable failure) {
            AgentBootstrap.warn("the agent could not start, the program runs unobserved: " + failure);
        }
    }

    /** Whether the class loader of the entry finds a class of ours. */
    static boolean isOnClassPath(String name) {
        return BootstrapAgent.class.getClassLoader().getResource(FOLDER + name + ".class") != null;
    }

    private static boolean hasProgramLoadedLibrary(Instrumentation instrumentation) {
        ClassLoader own = BootstrapAgent.class.getClassLoader();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = loaded.getClassLoader();
            if (loader != own
                    && !(loader instanceof AgentClassLoader)
                    && loaded.getName().startsWith(PACKAGE)) {
                return true;
            }
        }
        return false;
    }

    private static void addLibrary(Instrumentation instrumentation, File jar) throws IOException {
        try (JarFile whole = new JarFile(jar)) {
            instrumentation.appendToSystemClassLoaderSearch(whole);
        }
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
        if (isOnClassPath("agent/ObservatoryAgent")) {
            Class.forName("dev.observatory.agent.ObservatoryAgent")
                    .getMethod("agentmain", String.class, Instrumentation.class)
                    .invoke(null, arguments, instrumentation);
        } else {
            AgentBootstrap.enter(arguments, instrumentation, null, () -> {});
        }
    }
}
