package dev.observatory.runtime;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of the agent as seen by this copy of the library: whether it is active, which members it has woven, and which
 * connections it has made.
 *
 * <p>Connections are held weakly. All methods are safe from any thread.
 *
 * @hidden
 */
public final class AgentPresence {
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private static final Queue<WeakReference<AgentConnection>> CONNECTED = new ConcurrentLinkedQueue<>();

    private static volatile @Nullable BiPredicate<Class<?>, String> agent;

    private static volatile @Nullable Function<Class<?>, Map<String, Map<String, Map<String, Object>>>> tagReader;

    /** Where an agent that is attached to this JVM accepts library instances that it has not found itself. */
    private static final String BRIDGE = "java.lang.ObservatoryBridge1";

    private static final AtomicBoolean SEARCHED = new AtomicBoolean();

    private AgentPresence() {}

    /**
     * Registers this copy of the library with an agent that is attached already. The agent finds copies itself that are loaded when it is
     * attached, and those that woven code calls; this is for a copy that is loaded later and used before any such code.
     */
    private static void findAgent() {
        if (agent == null && SEARCHED.compareAndSet(false, true)) {
            try {
                Class.forName(BRIDGE, true, null)
                        .getMethod("register", Class.class)
                        .invoke(null, AgentPresence.class);
            } catch (ReflectiveOperationException | SecurityException noAgent) {
                // Most programs have none.
            }
        }
    }

    /**
     * Records that an agent is active.
     *
     * @param woven tests whether a member of a class was woven: a method by name and descriptor, a field by name
     * @throws NullPointerException if {@code woven} is null
     */
    public static void agentAttached(BiPredicate<Class<?>, String> woven) {
        agent = requireNonNull(woven, "woven");
    }

    /** Records that the agent has detached: no member counts as woven any more, and the connections it made are closed. */
    public static void agentDetached() {
        agent = null;
        tagReader = null;
        for (WeakReference<AgentConnection> held = CONNECTED.poll(); held != null; held = CONNECTED.poll()) {
            AgentConnection connection = held.get();
            if (connection != null) {
                connection.close();
            }
        }
    }

    static void register(AgentConnection connection) {
        CONNECTED.removeIf(collected -> collected.refersTo(null));
        CONNECTED.add(new WeakReference<>(connection));
    }

    /**
     * Closes the connections of methods whose classes were discarded: collected, or defined by a class loader that the program has
     * closed. To be called when the observers of another class are connected, such as those of the same application, deployed again.
     *
     * @param connected the class whose observers are connected
     */
    public static void closeDiscarded(Class<?> connected) {
        ClassLoader current = connected.getClassLoader();
        IdentityHashMap<ClassLoader, Boolean> closed = new IdentityHashMap<>();
        for (WeakReference<AgentConnection> held : CONNECTED) {
            AgentConnection connection = held.get();
            if (connection == null) {
                continue;
            }
            Class<?> owner = connection.owner();
            ClassLoader loader = owner == null ? null : owner.getClassLoader();
            if (owner == null) {
                connection.close();
            } else if (loader != null && loader != current) {
                if (closed.computeIfAbsent(loader, unknown -> ClosedLoaders.isClosed(owner))) {
                    connection.close();
                }
            }
        }
    }

    /**
     * Returns whether the agent has woven a member of a class.
     *
     * @param type the class that declares the member
     * @param member a method's name and descriptor, or a field's name
     * @return whether the member is woven; false without an agent
     */
    public static boolean isWoven(Class<?> type, String member) {
        findAgent();
        BiPredicate<Class<?>, String> woven = agent;
        return woven != null && woven.test(type, member);
    }

    /**
     * Sets the source of {@link #tagsOf}.
     *
     * @param reader returns the annotations of the woven members of a class, in the form of {@link MemberTags}
     */
    public static void setTagReader(Function<Class<?>, Map<String, Map<String, Map<String, Object>>>> reader) {
        tagReader = reader;
    }

    /**
     * Returns what the agent has read about the woven members that a class itself declares. For classes that reflection refuses.
     *
     * @param type the class
     * @return the annotations of each member; empty without an agent
     */
    public static List<MemberTags> tagsOf(Class<?> type) {
        findAgent();
        Function<Class<?>, Map<String, Map<String, Map<String, Object>>>> reader = tagReader;
        if (reader == null) {
            return List.of();
        }
        List<MemberTags> members = new ArrayList<>();
        reader.apply(type).forEach((member, tags) -> members.add(new MemberTags(member, tags)));
        return members;
    }

    /**
     * Returns what the agent has read about one woven member of a class.
     *
     * @param type the class that declares it
     * @param member a method's name and descriptor, or a field's name
     * @return its annotations; none if the member is not woven
     */
    public static MemberTags tagsOf(Class<?> type, String member) {
        for (MemberTags tags : tagsOf(type)) {
            if (tags.member().equals(member)) {
                return tags;
            }
        }
        return new MemberTags(member, Map.of());
    }

    /**
     * Logs a warning if no agent is active, at most once in the lifetime of this copy of the library. To be called when
     * something is looked up that only woven code can emit.
     *
     * @param consequence what was looked up and what will not happen to it, as the beginning of a sentence
     */
    public static void warnIfAbsent(String consequence) {
        findAgent();
        if (agent == null && WARNED.compareAndSet(false, true)) {
            System.getLogger("dev.observatory")
                    .log(
                            System.Logger.Level.WARNING,
                            consequence + ": this JVM runs without the Observatory agent; start it with"
                                    + " -javaagent:observatory-agent.jar (this warning is logged once, for the first look-up"
                                    + " only)");
        }
    }
}
