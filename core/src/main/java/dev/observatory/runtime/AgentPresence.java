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
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
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

    private static volatile @Nullable BiConsumer<@Nullable Class<?>, String> demandListener;

    private static volatile @Nullable Predicate<String> classesWithEvents;

    /** Whether anything was observed before an agent listened. */
    private static volatile boolean hasUnnoticedDemand;

    private AgentPresence() {}

    private static void findAgent() {
        if (agent == null) {
            AgentSearch.run();
        }
    }

    /**
     * Records that an agent is active.
     *
     * @param woven tests whether a member of a class is observable: a method by name and descriptor, a field by name
     * @throws NullPointerException if {@code woven} is null
     */
    public static void agentAttached(BiPredicate<Class<?>, String> woven) {
        agent = requireNonNull(woven, "woven");
    }

    /** Records that the agent has detached: no member counts as woven any more, and the connections it made are closed. */
    public static void agentDetached() {
        agent = null;
        tagReader = null;
        demandListener = null;
        classesWithEvents = null;
        AgentSearch.forget();
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
     * Returns whether the agent has woven a member of a class, or weaves it once it is observed.
     *
     * @param type the class that declares the member
     * @param member a method's name and descriptor, or a field's name
     * @return whether the member is observable; false without an agent
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
     * Sets the listener of {@link #demandChanged}.
     *
     * @param listener receives what changed, on the thread that connects or disconnects
     */
    public static void setDemandListener(BiConsumer<@Nullable Class<?>, String> listener) {
        demandListener = listener;
    }

    /**
     * Called when a member of a class has become observed, or is not observed any more. The agent weaves the code of members while they
     * are observed: when this method returns, the next call or assignment is emitted. To be called without any lock, since classes are
     * transformed on this thread.
     *
     * @param type the class that declares the member; null for all classes
     * @param member a method's name and descriptor, or a field's name; for all classes a name that the agent knows
     */
    public static void demandChanged(@Nullable Class<?> type, String member) {
        findAgent();
        BiConsumer<@Nullable Class<?>, String> listener = demandListener;
        if (listener == null) {
            hasUnnoticedDemand = true; // Before the listener is read again.
            listener = demandListener;
        }
        if (listener != null) {
            listener.accept(type, member);
        }
    }

    /**
     * Returns whether anything may have been observed before an agent listened.
     *
     * @return false in programs that were started with the agent
     */
    public static boolean hasUnnoticedDemand() {
        return hasUnnoticedDemand;
    }

    /**
     * Sets which classes may have events, for {@link #mayHaveEvents}.
     *
     * @param classes tests the binary name of a class, in nanoseconds
     */
    public static void setClassesWithEvents(Predicate<String> classes) {
        classesWithEvents = classes;
    }

    /**
     * Returns whether a class may have methods that are events according to the agent, although no code of it has been woven.
     *
     * @param className the binary name of the class
     * @return false without an agent
     */
    public static boolean mayHaveEvents(String className) {
        Predicate<String> classes = classesWithEvents;
        return classes != null && classes.test(className);
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
