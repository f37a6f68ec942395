package dev.observatory.weave;

import dev.observatory.attribute.AttributeWeaving;
import dev.observatory.attribute.Attributes;
import dev.observatory.event.EventStatus;
import dev.observatory.event.EventWeaving;
import dev.observatory.event.Events;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.Headroom;
import dev.observatory.runtime.JdkTimer;
import dev.observatory.runtime.NewConnections;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the agent says to this copy of the library, and asks of it. An agent of another class loader calls these methods by
 * name: they take and return types of the JDK only.
 */
public final class AgentBridge {
    private AgentBridge() {}

    /**
     * Tells this copy of the library that an agent is at work.
     *
     * @param woven answers whether a member of a class was woven: a method by name and descriptor, a field by name
     */
    public static void agentIsHere(BiPredicate<Class<?>, String> woven) {
        AgentPresence.agentIsHere(woven);
    }

    /**
     * Tells this copy of the library how to have classes woven that were loaded too early.
     *
     * @param writersOf given name and descriptor of an observable field, with a colon between them, weaves the classes that
     *     may assign it and were loaded before it was known
     */
    public static void agentWeavesLate(Consumer<String> writersOf) {
        AttributeWeaving.agentWeavesLate(writersOf);
    }

    /**
     * Has the static observers of a class connected once it is loaded. Called while it is being loaded: does nothing yet.
     *
     * @param holder finds the class; null while it is not loaded yet; its {@code toString} is the name of the class
     */
    public static void observersIn(Supplier<@Nullable Class<?>> holder) {
        StaticObservers.announce(holder);
    }

    /**
     * Gives out the number of a place in woven code that can have no call site.
     *
     * @return a number that no other place of this copy of the library has
     */
    public static int reserveSite() {
        return NonIndySites.reserve();
    }

    /**
     * Whether here and now there is stack and memory for what would do lasting damage if it ran out in the middle, such as logging.
     *
     * @param isFirst whether it has never been done before, and loads what it needs
     * @return false towards the end of either
     */
    public static boolean hasHeadroom(boolean isFirst) {
        return Headroom.isLeft() && (!isFirst || Headroom.isMuchStackLeft());
    }

    /**
     * Whether here and now there is stack for something brief that has been done before.
     *
     * @return false at the very end of it
     */
    public static boolean hasLittleStack() {
        return Headroom.isLittleStackLeft();
    }

    /**
     * Runs something once, later, on the JDK's common pool. Threads that are started for that keep nothing of the caller.
     *
     * @param nanos the delay
     * @param task may take its time
     */
    public static void later(long nanos, Runnable task) {
        JdkTimer.after(nanos, () -> JdkTimer.inPool(task));
    }

    /**
     * Counts the failures of observers that were kept from the program.
     *
     * @return how many this copy of the library has seen
     */
    public static long suppressedErrors() {
        return ObserverErrors.count();
    }

    /**
     * Has an agent told of every event that reaches a status, on the thread of the call, as {@link Events#any} says.
     *
     * <p>What is told is asked for by name: {@code name}, {@code label} (with the class before it), {@code status} (a string),
     * {@code action} ({@link java.lang.reflect.Executable}), {@code target}, {@code arguments} (a map by parameter name),
     * {@code result}, {@code crashed}, {@code exception}, {@code tags}, {@code extra}, {@code description}, {@code elevated},
     * {@code callId}, {@code parentId}, {@code thread}, {@code started}, {@code nanos} (since the call began), {@code isDescribed}
     * (whether name, action and their like can be told without reflection); all else is null.
     *
     * @param status the name of a status of {@link Events#any}
     * @param observer told of each emission
     * @return ends the telling; held by the library as long as it is connected
     */
    public static AutoCloseable observeEvents(String status, Consumer<Function<String, @Nullable Object>> observer) {
        EventFacts.prepare();
        return Events.any(EventStatus.valueOf(status)).connect(data -> observer.accept(new EventFacts(data)));
    }

    /**
     * Has an agent told of the beginning of every call, and then of its end, as {@link Events#any} says.
     *
     * @param begun told of the beginning, as {@link #observeEvents} tells it; what it returns is told of the end of that very
     *     call, if it is not null
     * @return ends the telling; held by the library as long as it is connected
     */
    public static AutoCloseable observeCalls(
            Function<
                            Function<String, @Nullable Object>,
                            ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
                    begun) {
        EventFacts.prepare();
        return CallObserver.connected(begun);
    }

    /**
     * Has an agent told of every assignment to an observable field, on the assigning thread, as {@link Attributes#any} says.
     *
     * <p>What is told is asked for by name: {@code name}, {@code label} (with the class before it), {@code field} ({@link
     * java.lang.reflect.Field}), {@code instance}, {@code oldValue}, {@code newValue}; all else is null.
     *
     * @param observer told of each assignment
     * @return ends the telling; held by the library as long as it is connected
     */
    public static AutoCloseable observeAssignments(Consumer<Function<String, @Nullable Object>> observer) {
        AssignmentFacts.prepare();
        return Attributes.any().connect(assignment -> observer.accept(new AssignmentFacts(assignment)));
    }

    /**
     * Has an agent told of the end of every call of chosen events, on the thread of the call, and of no other: events that are not
     * chosen stay idle. What is told is asked for as {@link #observeEvents} says; {@code depth} too: how many observed calls are
     * under way around this one.
     *
     * @param chosen given the class that declares a method, and the method's name and descriptor; asked once for each event, those
     *     included whose methods have not run yet
     * @param observer told after each call
     * @return ends the telling; held by the library as long as it is connected
     */
    public static AutoCloseable observeChosen(
            BiPredicate<Class<?>, String> chosen, Consumer<Function<String, @Nullable Object>> observer) {
        EventFacts.prepare();
        return EventWeaving.tap(chosen, data -> observer.accept(new EventFacts(data)));
    }

    /** Tells this copy of the library that the agent has left: it forgets all that it was told and given. */
    public static void agentLeaves() {
        AgentPresence.agentHasLeft();
        AttributeWeaving.agentHasLeft();
        StaticObservers.forgetWaiting();
    }

    /**
     * Sets the listener for new connections, for those that close what tests leave open.
     *
     * @param listener called with each {@code Subscription} that is made, on the thread that makes it; must not throw. Null for none
     */
    public static void onNewConnection(@Nullable Consumer<AutoCloseable> listener) {
        NewConnections.tell(listener);
    }
}
