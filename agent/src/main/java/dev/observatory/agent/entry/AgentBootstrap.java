package dev.observatory.agent.entry;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stays in a JVM once an agent was loaded into it: the knowledge whether one is at work, and how to let one in.
 *
 * <p>The JVM gives every agent that is loaded an environment of its own and keeps it. Only the first of them is ever used, so that
 * those after it cost nothing.
 */
public final class AgentBootstrap {
    private static final Object LOCK = new Object();
    // Guarded by LOCK.
    private static @Nullable Instrumentation first;
    private static @Nullable Predicate<String> present;
    private static @Nullable File jar;

    private AgentBootstrap() {}

    /**
     * Tells where the agent lies, if this class was loaded from no more than an entry. The first answer holds as long as the JVM
     * runs, since the library of that version may be on the class path.
     */
    static void comesFrom(File agent) {
        synchronized (LOCK) {
            if (jar == null && !BootstrapAgent.isOnClassPath("agent/attach/AttachSession")) {
                jar = agent;
            }
        }
    }

    /** Where the agent lies, if that was told. */
    static @Nullable File jar() {
        synchronized (LOCK) {
            return jar;
        }
    }

    /**
     * Lets the agent in, or tells the one that is at work what is asked of it.
     *
     * @param arguments what was given when the agent was loaded
     * @param instrumentation the JVM's door to class files; the first that comes is used ever after
     * @param fromStart the transformer at work since the JVM was started; null if there is none
     * @param hasLeft told when the agent has left
     * @throws IOException if the agent's jar cannot be read
     * @throws ReflectiveOperationException if that jar is none of the agent
     */
    public static void enter(
            String arguments, Instrumentation instrumentation, @Nullable Object fromStart, Runnable hasLeft)
            throws IOException, ReflectiveOperationException {
        Object weaving = fromStart;
        while (!present(instrumentation, weaving, hasLeft).test(arguments)) {
            weaving = null; // Whoever was asked had left just then, and what wove since the start is gone with it.
        }
    }

    private static Predicate<String> present(
            Instrumentation instrumentation, @Nullable Object fromStart, Runnable hasLeft)
            throws IOException, ReflectiveOperationException {
        synchronized (LOCK) {
            first = first == null ? instrumentation : first;
            Predicate<String> agent = present == null ? load(first, fromStart, hasLeft) : present;
            present = agent;
            return agent;
        }
    }

    /**
     * Tells whether an agent that was loaded is at work.
     *
     * @return true from its coming until it leaves
     */
    public static boolean isAtWork() {
        return present() instanceof BooleanSupplier asked && asked.getAsBoolean();
    }

    /**
     * Tells what the agent says of itself.
     *
     * @return lines of text; none if no agent that was loaded is at work
     */
    public static String status() {
        return present() instanceof Supplier<?> asked ? String.valueOf(asked.get()) : "";
    }

    private static @Nullable Predicate<String> present() {
        synchronized (LOCK) {
            return present;
        }
    }

    private static Predicate<String> load(Instrumentation instrumentation, @Nullable Object fromStart, Runnable hasLeft)
            throws IOException, ReflectiveOperationException {
        ClassLoader own = AgentBootstrap.class.getClassLoader();
        // The one from the start is in this class loader: so is what serves it.
        ClassLoader loader = fromStart == null
                ? new AgentClassLoader(location(), own, BootstrapAgent.isOnClassPath("weave/AgentBridge"))
                : own;
        Runnable end = () -> {
            synchronized (LOCK) {
                present = null;
            }
            hasLeft.run();
            close(loader);
        };
        Class<?> attachment = Class.forName("dev.observatory.agent.attach.AttachSession", true, loader);
        var constructor = attachment.getDeclaredConstructor(Instrumentation.class, Object.class, Runnable.class);
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        Predicate<String> made = (Predicate<String>) constructor.newInstance(instrumentation, fromStart, end);
        return made;
    }

    private static URL location() throws IOException {
        File told = jar();
        if (told == null) {
            return AgentBootstrap.class.getProtectionDomain().getCodeSource().getLocation();
        }
        if (!told.canRead()) {
            throw new IOException("the agent's jar [" + told + "] cannot be read any more");
        }
        return told.toURI().toURL();
    }

    private static void close(ClassLoader loader) {
        if (loader instanceof AgentClassLoader throwaway) {
            try {
                throwaway.close();
            } catch (IOException stuck) {
                warn("the agent's jar could not be closed: " + stuck);
            }
        }
    }

    static void warn(String line) {
        System.err.println("[observatory] " + line.replaceAll("\\p{Cntrl}", " "));
    }
}
