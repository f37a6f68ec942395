package dev.observatory.agent;

import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.ConfigParser;
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
 * The entry point of the agent for the JVM, and its state for programs. Starting it creates no thread, port, logger or file; if
 * starting fails, the program runs all the same.
 *
 * <p>All methods are safe from any thread.
 */
public final class ObservatoryAgent {
    /** All agents are loaded by the system class loader, so a second agent jar has this same class. */
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private static final String INACTIVE = "The Observatory agent is not active in this JVM";

    private static volatile @Nullable WeavingTransformer transformer;
    private static volatile @Nullable EventOutputs outputs;

    private ObservatoryAgent() {}

    /**
     * Starts the agent. Is called by the JVM before the program's {@code main}, for {@code -javaagent}.
     *
     * @param arguments the text after the jar's name and {@code =}; null if there is none
     * @param instrumentation the JVM's access to class files
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        if (STARTED.compareAndSet(false, true)) {
            install(arguments, instrumentation);
        } else {
            AgentMessages.print(
                    "the agent is already active, version " + AgentVersion.current() + "; this second one is ignored");
        }
    }

    /**
     * Attaches the agent to the running JVM: weaves classes that are loaded already, and those that will be. A second call weaves what
     * its arguments select in addition. Is called by the JVM when the agent is loaded.
     *
     * @param arguments the arguments of the load; null if there are none
     * @param instrumentation the JVM's access to class files
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            AgentBootstrap.enter(
                    arguments == null ? "" : arguments, instrumentation, transformer, ObservatoryAgent::onDetached);
        } catch (Throwable failure) {
            AgentMessages.print("the agent could not start, the program runs unobserved: " + failure);
        }
    }

    private static void onDetached() {
        transformer = null;
        EventOutputs started = outputs;
        if (started != null) {
            started.close();
            outputs = null;
        }
    }

    /**
     * Loads the agent into this JVM, for tests and applications that were started without it. Has no effect if it is active already.
     * The configuration is that of system properties and environment variables.
     *
     * <p>Classes that are loaded already are woven too. Starts a process for some tenths of a second, and requires the module {@code
     * jdk.attach}. JDK 21 and newer print a warning to the error stream when an agent is loaded this way; a line of the agent precedes
     * it, and describes how to avoid it.
     *
     * @throws IllegalStateException if the agent cannot be loaded; the message contains the reason, and how to start with the agent
     *     instead
     */
    public static void install() {
        SelfAttachment.install();
    }

    /**
     * Returns whether the agent is active in this JVM.
     *
     * @return true after it was started, or loaded, until it has detached
     */
    public static boolean isAtWork() {
        return transformer != null || RunningAgent.isActive();
    }

    static void install(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            // The JVM inspects the signatures of this class's methods, and loads the classes in them: so those that may
            // not be
            // needed are not in any.
            AgentConfig config = hasSettings(arguments) ? ConfigParser.readAndReport(arguments) : null;
            WeavingTransformer created = new WeavingTransformer(instrumentation, config);
            created.preload();
            instrumentation.addTransformer(created, true);
            transformer = created;
            if (config != null && config.observing().isAny()) {
                created.weaving().prepareForOutputs();
                outputs =
                        EventOutputs.start(config.observing(), created.weaving().copies());
            }
            if (config != null && !config.observers().isEmpty()) {
                created.weaving().connectObservers(config.observers());
            }
            if (config != null && config.isDryRun()) {
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(
                                () -> AgentMessages.print(
                                        "would weave " + created.weaving().selectedByPatterns()),
                                "observatory-dry-run"));
            }
        } catch (Throwable failure) {
            AgentMessages.print("the agent could not start, the program runs unobserved: " + failure);
        }
    }

    /** Returns whether any source of {@link ConfigSources} has a setting; loads no class of the agent. */
    private static boolean hasSettings(@Nullable String arguments) {
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
     * Returns what the agent has done so far, for people to read: every tagged or selected member, woven or skipped with the reason;
     * the number of observer errors that were isolated from the program; other agents; the outputs.
     *
     * @return lines of text
     */
    public static String status() {
        WeavingTransformer present = transformer;
        if (present == null) {
            String attached = RunningAgent.status();
            return attached.isEmpty() ? INACTIVE : attached;
        }
        EventOutputs started = outputs;
        return present.weaving().status() + (started == null ? "" : started.status());
    }
}
