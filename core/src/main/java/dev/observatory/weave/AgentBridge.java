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
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bridge between the agent and this copy of the library. An agent of another class loader calls these methods by name, so they
 * take and return JDK types only. Public for this reason.
 *
 * @hidden
 */
public final class AgentBridge {
    private AgentBridge() {}

    /**
     * Called when an agent becomes active in this JVM.
     *
     * @param woven returns whether a member of a class was woven: a method by name and descriptor, a field by name
     */
    public static void agentIsHere(BiPredicate<Class<?>, String> woven) {
        AgentPresence.agentIsHere(woven);
    }

    /**
     * Called when the agent can weave classes that were loaded too early.
     *
     * @param writersOf called with name and descriptor of an observable field, separated by a colon; weaves the classes that may
     *     assign it and were loaded before it was known
     */
    public static void agentWeavesLate(Consumer<String> writersOf) {
        AttributeWeaving.agentWeavesLate(writersOf);
    }

    /**
     * Connects the static observers of a class once it is loaded. Called while it is being loaded, and has no effect until then.
     *
     * @param holder returns the class, or null while it is not loaded; its {@code toString} is the name of the class
     */
    public static void observersIn(Supplier<@Nullable Class<?>> holder) {
        StaticObservers.announce(holder);
    }

    /**
     * Reserves a number for a place in woven code that cannot have a call site.
     *
     * @return a number that no other place of this copy of the library has
     */
    public static int reserveSite() {
        return NonIndySites.reserve();
    }

    /**
     * Returns whether stack and memory are left for an operation that would do lasting damage if they ran out halfway, such as logging.
     *
     * @param isFirst whether the operation has never been performed and loads classes
     * @return false when either is nearly exhausted
     */
    public static boolean hasHeadroom(boolean isFirst) {
        return Headroom.isLeft() && (!isFirst || Headroom.isMuchStackLeft());
    }

    /**
     * Returns whether stack is left for a brief operation that has been performed before.
     *
     * @return false when the stack is all but exhausted
     */
    public static boolean hasLittleStack() {
        return Headroom.isLittleStackLeft();
    }

    /**
     * Runs a task once after a delay, in the JDK's common pool. Threads that are started for it inherit nothing from the caller.
     *
     * @param nanos the delay in nanoseconds
     * @param task the task, which may block
     */
    public static void later(long nanos, Runnable task) {
        JdkTimer.after(nanos, () -> JdkTimer.inPool(task));
    }

    /**
     * Returns the number of observers' failures that were kept from the program.
     *
     * @return the count for this copy of the library
     */
    public static long suppressedErrors() {
        return ObserverErrors.count();
    }

    /**
     * Observes every event that reaches a status, on the thread of the call, like {@link Events#any}.
     *
     * <p>The observer gets a function from the name of a property to its value: {@code name}, {@code label} (with the class before it),
     * {@code status} (a string), {@code action} ({@link java.lang.reflect.Executable}), {@code target}, {@code arguments} (a map by
     * parameter name), {@code result}, {@code crashed}, {@code exception}, {@code tags}, {@code extra}, {@code description}, {@code
     * elevated}, {@code callId}, {@code parentId}, {@code thread}, {@code started}, {@code nanos} (since the call began), {@code
     * isDescribed} (whether name, action and the like are available without reflection); any other name gives null.
     *
     * @param status the name of a status of {@link Events#any}
     * @param observer called for each emission
     * @return closes the observation; held by the library as long as it is connected
     */
    public static AutoCloseable observeEvents(String status, Consumer<Function<String, @Nullable Object>> observer) {
        EventFacts.prepare();
        return Events.any(EventStatus.valueOf(status)).connect(data -> observer.accept(new EventFacts(data)));
    }

    /**
     * Observes the beginning of every call, and then its end, like {@link Events#any}.
     *
     * @param begun called at the beginning, as {@link #observeEvents} describes; the consumer that it returns, if any, is called at the
     *     end of the same call
     * @return closes the observation; held by the library as long as it is connected
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
     * Observes every assignment to an observable field, on the assigning thread, like {@link Attributes#any}.
     *
     * <p>The observer gets a function from the name of a property to its value: {@code name}, {@code label} (with the class before it),
     * {@code field} ({@link java.lang.reflect.Field}), {@code instance}, {@code oldValue}, {@code newValue}; any other name gives null.
     *
     * @param observer called for each assignment
     * @return closes the observation; held by the library as long as it is connected
     */
    public static AutoCloseable observeAssignments(Consumer<Function<String, @Nullable Object>> observer) {
        AssignmentFacts.prepare();
        return Attributes.any().connect(assignment -> observer.accept(new AssignmentFacts(assignment)));
    }

    /**
     * Observes the end of every call of selected events, on the thread of the call; events that are not selected stay idle. The observer
     * gets the properties of {@link #observeEvents}, and {@code depth}: how many observed calls are in progress around this one.
     *
     * @param chosen called with the class that declares a method, and the method's name and descriptor; once for each event, including
     *     those whose methods have not run yet
     * @param observer called after each call
     * @return closes the observation; held by the library as long as it is connected
     */
    public static AutoCloseable observeChosen(
            BiPredicate<Class<?>, String> chosen, Consumer<Function<String, @Nullable Object>> observer) {
        EventFacts.prepare();
        return EventWeaving.observeSelected(chosen, data -> observer.accept(new EventFacts(data)));
    }

    /** Called when the agent detaches: this copy of the library forgets everything that the agent has given it. */
    public static void agentLeaves() {
        AgentPresence.agentHasLeft();
        AttributeWeaving.agentHasLeft();
        StaticObservers.forgetWaiting();
    }
}
