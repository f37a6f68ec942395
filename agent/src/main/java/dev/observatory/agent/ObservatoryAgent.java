package dev.observatory.agent;

import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.ConfigSources;
import dev.observatory.agent.entry.AgentBootstrap;
import dev.observatory.agent.jvm.AgentVersion;
import dev.observatory.agent.output.EventOutputs;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.transform.WeavingTransformer;
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

    private static final String NOT_AT_WORK = "The Observatory agent is not at work in this JVM";

    private static volatile @Nullable WeavingTransformer transformer;
    private static volatile @Nullable EventOutputs observers;

    private ObservatoryAgent() {}

    /**
     * Called before the program's {@code main}, for {@code -javaagent}.
     *
     * @param arguments what follows the jar's name and {@code =}; may be null
     * @param instrumentation the JVM's door to class files
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    /**
     * Called when the agent is loaded into a running JVM: weaves classes that are loaded already, and those that come. Called again,
     * it weaves what the new arguments mean besides.
     *
     * @param arguments what was given to the attach call; may be null
     * @param instrumentation the JVM's door to class files
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            AgentBootstrap.enter(
                    arguments == null ? "" : arguments, instrumentation, transformer, ObservatoryAgent::hasLeft);
        } catch (Throwable failure) {
            AgentMessages.print("the agent could not start, the program runs unobserved: " + failure);
        }
    }

    private static void hasLeft() {
        transformer = null;
        EventOutputs own = observers;
        if (own != null) {
            own.end();
            observers = null;
        }
    }

    /**
     * Loads the agent into this JVM, for tests and applications that were started without it; does nothing if it is at work already.
     * Settings are those of system properties and environment variables.
     *
     * <p>Classes that are loaded already are woven too. Takes a process of its own, some tenths of a second, and the module {@code
     * jdk.attach}. JDK 21 and newer warn on the error
     * stream of any agent that is loaded this way: a line of ours goes before that, and tells what avoids it.
     *
     * @throws IllegalStateException if the agent cannot be loaded; the message tells why, and how to start with it instead
     */
    public static void install() {
        SelfAttachment.install();
    }

    /**
     * Tells whether the agent is at work in this JVM.
     *
     * @return true once it was started or loaded
     */
    public static boolean isAtWork() {
        return transformer != null || RunningAgent.isAtWork();
    }

    private static void start(@Nullable String arguments, Instrumentation instrumentation) {
        if (STARTED.compareAndSet(false, true)) {
            install(arguments, instrumentation);
        } else {
            AgentMessages.print("the agent is at work already, version " + AgentVersion.current()
                    + "; this second copy steps aside");
        }
    }

    static void install(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            // The JVM looks at the signatures of this class's methods, and so loads what they name: not these, if not
            // needed.
            AgentConfig understood = isAnythingSaid(arguments) ? AgentConfig.understood(arguments) : null;
            WeavingTransformer made = new WeavingTransformer(instrumentation, understood);
            made.preload();
            instrumentation.addTransformer(made, true);
            transformer = made;
            if (understood != null && understood.observing().isAny()) {
                observers = made.weaving().observe(understood.observing());
            }
            if (understood != null && understood.isDryRun()) {
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(
                                () -> AgentMessages.print(
                                        "would weave " + made.weaving().byName()),
                                "observatory-dry-run"));
            }
        } catch (Throwable failure) {
            AgentMessages.print("the agent could not start, the program runs unobserved: " + failure);
        }
    }

    /** Whether there is anything to understand, here or in the other places of {@link ConfigSources}; loads none of our classes. */
    private static boolean isAnythingSaid(@Nullable String arguments) {
        if (arguments != null && !arguments.isBlank()) {
            return true;
        }
        for (Object property : System.getProperties().keySet()) {
            if (property instanceof String name && name.startsWith("observatory.")) {
                return true;
            }
        }
        for (String variable : System.getenv().keySet()) {
            if (variable.startsWith("OBSERVATORY_")) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the agent did so far, for people to read: every tagged or named member, woven or skipped with the reason; errors of
     * observers that were kept from the program; other agents.
     *
     * @return lines of text
     */
    public static String status() {
        WeavingTransformer present = transformer;
        if (present == null) {
            String elsewhere = RunningAgent.status();
            return elsewhere.isEmpty() ? NOT_AT_WORK : elsewhere;
        }
        EventOutputs own = observers;
        return present.weaving().status() + (own == null ? "" : own.status());
    }
}
