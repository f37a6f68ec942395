package dev.observatory.agent;

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
final class Arrival {
    private static final Object LOCK = new Object();
    // Guarded by LOCK.
    private static @Nullable Instrumentation first;
    private static @Nullable Predicate<String> present;

    private Arrival() {}

    /**
     * Lets the agent in, or tells the one that is at work what is asked of it.
     *
     * @param arguments what was given when the agent was loaded
     * @param fromStart the transformer at work since the JVM was started; null if there is none
     * @param hasLeft told when the agent has left
     */
    static void enter(
            String arguments, Instrumentation instrumentation, @Nullable WeavingTransformer fromStart, Runnable hasLeft)
            throws IOException, ReflectiveOperationException {
        WeavingTransformer weaving = fromStart;
        while (!present(instrumentation, weaving, hasLeft).test(arguments)) {
            weaving = null; // Whoever was asked had left just then, and what wove since the start is gone with it.
        }
    }

    private static Predicate<String> present(
            Instrumentation instrumentation, @Nullable WeavingTransformer fromStart, Runnable hasLeft)
            throws IOException, ReflectiveOperationException {
        synchronized (LOCK) {
            first = first == null ? instrumentation : first;
            Predicate<String> agent = present == null ? load(first, fromStart, hasLeft) : present;
            present = agent;
            return agent;
        }
    }

    /** Whether an agent that was loaded is at work. */
    static boolean isAtWork() {
        return present() instanceof BooleanSupplier asked && asked.getAsBoolean();
    }

    /** What it says of itself; empty if there is none. */
    static String status() {
        return present() instanceof Supplier<?> asked ? String.valueOf(asked.get()) : "";
    }

    private static @Nullable Predicate<String> present() {
        synchronized (LOCK) {
            return present;
        }
    }

    private static Predicate<String> load(
            Instrumentation instrumentation, @Nullable WeavingTransformer fromStart, Runnable hasLeft)
            throws IOException, ReflectiveOperationException {
        ClassLoader own = Arrival.class.getClassLoader();
        URL jar = Arrival.class.getProtectionDomain().getCodeSource().getLocation();
        // The one from the start is in this class loader: so is what serves it.
        ClassLoader loader = fromStart == null ? new ThrowawayLoader(jar, own) : own;
        Runnable end = () -> {
            synchronized (LOCK) {
                present = null;
            }
            hasLeft.run();
            close(loader);
        };
        Class<?> attachment = Class.forName("dev.observatory.agent.Attachment", true, loader);
        var constructor = attachment.getDeclaredConstructor(Instrumentation.class, Object.class, Runnable.class);
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        Predicate<String> made = (Predicate<String>) constructor.newInstance(instrumentation, fromStart, end);
        return made;
    }

    private static void close(ClassLoader loader) {
        if (loader instanceof ThrowawayLoader throwaway) {
            try {
                throwaway.close();
            } catch (IOException stuck) {
                Warnings.print("the agent's jar could not be closed: " + stuck);
            }
        }
    }
}
