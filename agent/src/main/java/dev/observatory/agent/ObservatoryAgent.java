package dev.observatory.agent;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters the agent. Does almost nothing: no thread, no port, no logging, no file; and if even that fails,
 * the program starts all the same.
 */
public final class ObservatoryAgent {
    /** All agents are loaded by the system class loader, so a second copy, wherever it lies, is this same class. */
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private ObservatoryAgent() {}

    /**
     * Called before the program's {@code main}, for {@code -javaagent}.
     *
     * @param arguments what follows the jar's name; none are known yet
     * @param instrumentation the JVM's door to class files
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    /**
     * Called when the agent is loaded into a running JVM. Classes that are loaded from then on are woven.
     *
     * @param arguments what was given to the attach call; none are known yet
     * @param instrumentation the JVM's door to class files
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    private static void start(@Nullable String arguments, Instrumentation instrumentation) {
        if (STARTED.compareAndSet(false, true)) {
            install(arguments, instrumentation);
        } else {
            Warnings.print(
                    "the agent is at work already, version " + Main.version() + "; this second copy steps aside");
        }
    }

    static void install(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            if (arguments != null && !arguments.isEmpty()) {
                Warnings.print("argument [" + arguments + "] is not known and was ignored; this version takes none");
            }
            WeavingTransformer transformer = new WeavingTransformer(instrumentation);
            transformer.preload();
            instrumentation.addTransformer(transformer, true);
        } catch (Throwable failure) {
            Warnings.print("the agent could not start, the program runs unobserved: " + failure);
        }
    }
}
