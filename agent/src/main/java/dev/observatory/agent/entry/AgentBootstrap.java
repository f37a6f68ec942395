package dev.observatory.agent.entry;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Stays in a JVM once an agent was loaded into it: knows whether one is attached, and creates one otherwise.
 *
 * <p>The JVM creates an environment for every agent that is loaded, and keeps it. Only the first one is used, so that the others cost
 * nothing.
 */
public final class AgentBootstrap {
    /** The {@link AttachedAgent}. A name, since nothing that stays may refer to a class of the agent. */
    static final String SESSION = "dev.observatory.agent.attach.AttachSession";

    /** The class by which the library is found. */
    static final String LIBRARY = "dev.observatory.weave.AgentBridge";

    private static final Object LOCK = new Object();
    // Guarded by LOCK.
    private static @Nullable Instrumentation first;
    private static @Nullable AttachedAgent attached;
    private static @Nullable JarFile jar;
    private static boolean isFromStart;

    private AgentBootstrap() {}

    /**
     * Returns the classes that a jar needs for this way in.
     *
     * @return all classes of this package; the first one is the agent class for the manifest
     */
    public static List<Class<?>> classes() {
        return List.of(
                BootstrapAgent.class,
                AgentBootstrap.class,
                AgentClassLoader.class,
                AttachedAgent.class,
                WorkingDirectoryAgent.class);
    }

    /**
     * Opens the agent's jar, if this class was loaded from a bootstrap jar. The first call decides permanently, since the library of
     * that version may be on the class path; and the jar stays open permanently, since something else may be at its path later.
     *
     * @return the jar if this call has opened it
     * @throws IOException if it cannot be read
     */
    static @Nullable JarFile openJar(File agent) throws IOException {
        synchronized (LOCK) {
            if (jar != null || BootstrapAgent.isOnClassPath(SESSION)) {
                return null;
            }
            jar = open(agent);
            return jar;
        }
    }

    private static JarFile open(File file) throws IOException {
        return new JarFile(file, false, ZipFile.OPEN_READ, Runtime.version());
    }

    /**
     * Passes arguments to the attached agent; creates one if there is none.
     *
     * @param arguments the arguments of the load
     * @param instrumentation the environment of the load; that of the first load is used permanently
     * @param fromStart the transformer that is active since the JVM was started; null if there is none
     * @param onDetached is called when the agent has detached
     * @throws IOException if the agent's jar cannot be read
     * @throws ReflectiveOperationException if the jar does not contain the agent
     */
    public static void enter(
            String arguments, Instrumentation instrumentation, @Nullable Object fromStart, Runnable onDetached)
            throws IOException, ReflectiveOperationException {
        Object transformer = fromStart;
        while (!attached(instrumentation, transformer, onDetached).enter(arguments)) {
            transformer = null; // That agent has just detached, and has removed the transformer.
        }
    }

    private static AttachedAgent attached(
            Instrumentation instrumentation, @Nullable Object fromStart, Runnable onDetached)
            throws IOException, ReflectiveOperationException {
        synchronized (LOCK) {
            first = first == null ? instrumentation : first;
            AttachedAgent agent = attached == null ? load(first, fromStart, onDetached) : attached;
            attached = agent;
            return agent;
        }
    }

    /**
     * Returns whether an agent is attached and active.
     *
     * @return false before one is attached, and after it has detached
     */
    public static boolean isAtWork() {
        AttachedAgent agent = attached();
        return agent != null && agent.isActive();
    }

    /**
     * Returns the status of the attached agent.
     *
     * @return lines of text; empty if none is active
     */
    public static String status() {
        AttachedAgent agent = attached();
        return agent == null ? "" : agent.status();
    }

    private static @Nullable AttachedAgent attached() {
        synchronized (LOCK) {
            return attached;
        }
    }

    private static AttachedAgent load(Instrumentation instrumentation, @Nullable Object fromStart, Runnable onDetached)
            throws IOException, ReflectiveOperationException {
        ClassLoader own = AgentBootstrap.class.getClassLoader();
        isFromStart |= fromStart != null;
        // A transformer from the start is of this class loader, and so must be what uses it. Later sessions use it too:
        // the JVM has had
        // the jar open since it started, and its path may lead elsewhere now.
        ClassLoader loader = isFromStart ? own : newLoader(own);
        // The session implements an interface of this package, also where the agent's jar is a module.
        Module module = AgentBootstrap.class.getModule();
        module.addExports(AgentBootstrap.class.getPackageName(), loader.getUnnamedModule());
        Runnable end = () -> {
            synchronized (LOCK) {
                attached = null;
            }
            onDetached.run();
            close(loader);
        };
        Class<? extends AttachedAgent> session =
                Class.forName(SESSION, true, loader).asSubclass(AttachedAgent.class);
        if (loader instanceof AgentClassLoader agentLoader) {
            agentLoader.preloadWeaving();
        }
        Constructor<? extends AttachedAgent> constructor =
                session.getDeclaredConstructor(Instrumentation.class, Object.class, Runnable.class);
        constructor.setAccessible(true);
        return constructor.newInstance(instrumentation, fromStart, end);
    }

    private static ClassLoader newLoader(ClassLoader own) throws IOException {
        boolean hasLibrary = BootstrapAgent.isOnClassPath(LIBRARY);
        if (jar == null) {
            URL location =
                    AgentBootstrap.class.getProtectionDomain().getCodeSource().getLocation();
            if (!location.getProtocol().equals("file") || fileOf(location).isDirectory()) {
                return new AgentClassLoader(location, own, hasLibrary);
            }
            jar = open(fileOf(location));
        }
        return new AgentClassLoader(jar, own, hasLibrary);
    }

    private static File fileOf(URL location) throws IOException {
        try {
            return new File(location.toURI());
        } catch (URISyntaxException | IllegalArgumentException noFile) {
            throw new IOException(
                    "the agent's classes were loaded from [" + location + "], which is not a file", noFile);
        }
    }

    private static void close(ClassLoader loader) {
        if (loader instanceof AgentClassLoader agentLoader) {
            try {
                agentLoader.close();
            } catch (IOException failure) {
                warn("the agent's jar could not be closed: " + failure);
            }
        }
    }

    static void warn(String line) {
        System.err.println("[observatory] " + line.replaceAll("\\p{Cntrl}", " "));
    }
}
