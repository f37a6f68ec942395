package dev.observatory.runtime;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent is attached to this library instance, and what it has woven. Not for applications: names and meanings may change.
 *
 * <p>All methods are safe from any thread.
 */
public final class AgentPresence {
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private static final Queue<WeakReference<AgentConnection>> CONNECTED = new ConcurrentLinkedQueue<>();

    private static volatile @Nullable BiPredicate<Class<?>, String> agent;

    private AgentPresence() {}

    /**
     * Registers the attached agent.
     *
     * @param woven tests whether a member of a class is woven: a method by name and descriptor, a field by name
     * @throws NullPointerException if {@code woven} is null
     */
    public static void agentAttached(BiPredicate<Class<?>, String> woven) {
        agent = requireNonNull(woven, "woven");
    }

    /** Unregisters the agent: no member counts as woven any more, and the connections that the agent made are closed. */
    public static void agentDetached() {
        agent = null;
        for (WeakReference<AgentConnection> held = CONNECTED.poll(); held != null; held = CONNECTED.poll()) {
            AgentConnection connection = held.get();
            if (connection != null) {
                connection.agentDetached();
            }
        }
    }

    static void remember(AgentConnection connection) {
        CONNECTED.removeIf(gone -> gone.refersTo(null));
        CONNECTED.add(new WeakReference<>(connection));
    }

    /**
     * Returns whether the agent has woven a member of a class.
     *
     * @param type the class that declares the member
     * @param member a method's name and descriptor, or a field's name
     * @return whether the member is woven; false without an agent
     */
    public static boolean isWoven(Class<?> type, String member) {
        BiPredicate<Class<?>, String> attached = agent;
        return attached != null && attached.test(type, member);
    }

    /**
     * Logs a warning, once per library instance, if no agent is attached: what only woven code can emit will not be emitted.
     *
     * @param sought what was looked up and what will not happen, as the beginning of a sentence
     */
    public static void warnIfAbsent(String sought) {
        if (agent == null && WARNED.compareAndSet(false, true)) {
            System.getLogger("dev.observatory")
                    .log(
                            System.Logger.Level.WARNING,
                            sought + ": this JVM runs without the Observatory agent; start it with"
                                    + " -javaagent:observatory-agent.jar (this is said once, for whatever is looked up)");
        }
    }
}
