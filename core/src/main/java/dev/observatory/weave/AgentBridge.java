package dev.observatory.weave;

import dev.observatory.attribute.AttributeWeaving;
import dev.observatory.attribute.Attributes;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.AgentSearch;
import dev.observatory.runtime.Headroom;
import dev.observatory.runtime.JdkTimer;
import dev.observatory.runtime.NewConnections;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The protocol between the agent and this instance of the library. The agent may be in another class loader and then calls these
 * methods by name, so parameters and results are of JDK types only. Public for this reason.
 *
 * @hidden
 */
public final class AgentBridge {
    private static final String ATTRIBUTES = "attributes";

    private AgentBridge() {}

    /**
     * Registers the attached agent.
     *
     * @param woven tests whether a member of a class is woven: a method by name and descriptor, a field by name
     */
    public static void agentAttached(BiPredicate<Class<?>, String> woven) {
        AgentPresence.agentAttached(woven);
    }

    /**
     * Sets how the agent is registered with this instance, if it is used: it may not be loaded completely yet.
     *
     * @param registering registers the agent
     */
    public static void expectAgent(Runnable registering) {
        AgentSearch.expect(registering);
    }

    /**
     * Sets the listener of what is observed: the agent weaves the code of members while they are observed. The listener is called at
     * once for everything that is observed already, and then on the thread that connects or disconnects observers, without a lock. Its
     * arguments are the class that declares the member and the method's name and descriptor or the field's name; or null and {@code
     * events} for all events, {@code attributes} for all attributes. {@link #isObserved} returns what has become of it.
     *
     * @param changed when it returns, the next call or assignment of what has become observed is emitted
     */
    public static void setDemandListener(BiConsumer<@Nullable Class<?>, String> changed) {
        AgentPresence.setDemandListener(changed);
        if (AgentPresence.hasUnnoticedDemand()) {
            repeatDemand(changed);
        }
    }

    /**
     * Calls a listener for everything that is observed now, as if it had just become so.
     *
     * @param listener as for {@link #setDemandListener}
     */
    public static void repeatDemand(BiConsumer<@Nullable Class<?>, String> listener) {
        EventWeaving.notifyOfObserved(listener);
        AttributeWeaving.notifyOfObserved(listener);
    }

    /**
     * Returns whether a member is observed now.
     *
     * @param type as for {@link #setDemandListener}
     * @param member as for {@link #setDemandListener}
     * @return whether any observer is connected to it
     */
    public static boolean isObserved(@Nullable Class<?> type, String member) {
        boolean isField = type == null ? member.equals(ATTRIBUTES) : member.indexOf('(') < 0;
        return isField ? AttributeWeaving.isObserved(type, member) : EventWeaving.isObserved(type, member);
    }

    /**
     * Sets which classes may have events although no code of them has been woven.
     *
     * @param classes tests the binary name of a class, in nanoseconds; may accept others
     */
    public static void setClassesWithEvents(Predicate<String> classes) {
        AgentPresence.setClassesWithEvents(classes);
    }

    /**
     * Sets the source of annotations of classes that reflection refuses.
     *
     * @param reader returns the annotations of the woven members of a class: by member, a method by name and descriptor or a field by
     *     name; by simple name of the annotation, and {@code Member} for what is known of the member itself; by attribute
     */
    public static void setTagReader(Function<Class<?>, Map<String, Map<String, Map<String, Object>>>> reader) {
        AgentPresence.setTagReader(reader);
    }

    /**
     * Connects the static observers of a class once it is loaded. Is called while the class is being loaded, and returns at once.
     *
     * @param holder finds the class; returns null while it is not loaded yet; its {@code toString} is the name of the class
     */
    public static void announceObservers(Supplier<@Nullable Class<?>> holder) {
        StaticObservers.announce(holder);
    }

    /**
     * Connects the static observers of a class that is loaded, until the agent detaches.
     *
     * @param observers the class
     * @return why they are not connected; null if they are
     */
    public static @Nullable String connectObservers(Class<?> observers) {
        return StaticObservers.connectNow(observers);
    }

    /**
     * Returns the announced classes whose static observers could not be connected.
     *
     * @return reasons by the name of the class
     */
    public static Map<String, String> observersNotConnected() {
        return StaticObservers.notConnected();
    }

    /**
     * Returns the number of a place in woven code that has no call site.
     *
     * @param loader the class loader of the class with the place
     * @param owner the name of that class
     * @param description the description of the place; see {@link NonIndySite}
     * @return a number that no other place of this library instance has, and the same for each call
     */
    public static int siteNumber(ClassLoader loader, String owner, String description) {
        return NonIndySites.numberOf(loader, owner, description);
    }

    /**
     * Returns whether enough stack and memory are left for work that does lasting damage if it runs out of them midway, such as
     * logging.
     *
     * @param isFirst whether the work is done for the first time, and loads the classes that it needs
     * @return false near the end of the stack or the memory
     */
    public static boolean hasHeadroom(boolean isFirst) {
        return Headroom.isSufficient() && (!isFirst || Headroom.hasStackForInitialization());
    }

    /**
     * Returns whether enough stack is left for brief work that has been done before.
     *
     * @return false when the stack is nearly exhausted
     */
    public static boolean hasLittleStack() {
        return Headroom.hasStackForCall();
    }

    /**
     * Runs a task once, later, on the JDK's common pool. Threads that are started for it keep no reference to the caller.
     *
     * @param nanos the delay in nanoseconds
     * @param task the task; may block
     */
    public static void later(long nanos, Runnable task) {
        JdkTimer.schedule(nanos, () -> JdkTimer.runInPool(task));
    }

    /**
     * Runs a task once, later, as {@link #later} does, unless it is cancelled before.
     *
     * @param nanos the delay in nanoseconds
     * @param task the task; may block
     * @return cancels the task, and releases it at once
     */
    public static Runnable laterUnlessCancelled(long nanos, Runnable task) {
        return JdkTimer.scheduleCancellable(nanos, () -> JdkTimer.runInPool(task));
    }

    /**
     * Returns the number of observer failures that were isolated from the program.
     *
     * @return the number since this library instance was loaded
     */
    public static long suppressedErrors() {
        return ObserverErrors.count();
    }

    /**
     * Connects an observer to the begin and the end of every call, as a {@link dev.observatory.listen.CallListener}.
     *
     * <p>A call is a function from the name of a fact to its value at that time: {@code name}, {@code label} (the name after that of the
     * class), {@code status} (a string), {@code owner} (the class that declares the method), {@code method} (its name and descriptor), {@code
     * action} ({@link java.lang.reflect.Executable}; null also if reflection refuses the class), {@code target}, {@code arguments} (a
     * map by parameter name), {@code result}, {@code crashed}, {@code exception}, {@code tags}, {@code extra}, {@code description},
     * {@code elevated}, {@code callId}, {@code parentId}, {@code thread}, {@code started}, {@code nanos} (since the call began),
     * {@code depth} (the number of observed calls in progress around this one), {@code isDescribed} (whether name, action and the
     * like are known without reflection), {@code hidesValues} (whether arguments and results must not be shown). Any other name yields null.
     *
     * @param required what the observer reads, of {@link dev.observatory.runtime.Requirement}: 1 for times, 2 for target and arguments
     * @param begun is called when a call begins, on the thread of the call; the consumer that it returns, if any, is called at the end
     *     of the same call, on the thread that ends it; exceptions are isolated from the program
     * @return closes the connection; held by the library while it is connected
     */
    public static AutoCloseable observeCalls(
            int required,
            Function<
                            Function<String, @Nullable Object>,
                            ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
                    begun) {
        return CallObserver.connect(new CallObserver(begun), required, null);
    }

    /**
     * Connects an observer to the begin and the end of every call of selected events. Events that are not selected stay idle.
     *
     * @param chosen selects events, as in {@link #observeChosen}
     * @param required what the observer reads, as in {@link #observeCalls}
     * @param begun is called when a call begins, as in {@link #observeCalls}
     * @return closes the connection; held by the library while it is connected
     */
    public static AutoCloseable observeChosenCalls(
            BiPredicate<Class<?>, String> chosen,
            int required,
            Function<
                            Function<String, @Nullable Object>,
                            ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
                    begun) {
        return CallObserver.connect(new CallObserver(begun), required, chosen);
    }

    /**
     * Connects an observer to every assignment to an observable field, as {@link Attributes#any} does.
     *
     * <p>An assignment is a function from the name of a fact to its value: {@code name}, {@code label} (the name after that of the
     * class), {@code owner} (the class), {@code field} ({@link java.lang.reflect.Field}; null if reflection refuses the class), {@code
     * hidesValues} (whether the values must not be shown), {@code instance}, {@code oldValue}, {@code newValue}. Any other name
     * yields null.
     *
     * @param observer is called for each assignment, on the assigning thread; exceptions are isolated from the program
     * @return closes the connection; held by the library while it is connected
     */
    public static AutoCloseable observeAssignments(Consumer<Function<String, @Nullable Object>> observer) {
        AssignmentFacts.prepare();
        return Attributes.any().connect(assignment -> observer.accept(new AssignmentFacts(assignment)));
    }

    /**
     * Connects an observer to the end of every call of selected events. Events that are not selected stay idle.
     *
     * @param chosen selects events by the class that declares the method, and the method's name and descriptor; is called once for
     *     each event, including those whose methods run later for the first time
     * @param required what the observer reads, as in {@link #observeCalls}
     * @param observer is called at the end of each call, with facts as in {@link #observeCalls}, on the thread of the call;
     *     exceptions are isolated from the program
     * @return closes the connection; held by the library while it is connected
     */
    public static AutoCloseable observeChosen(
            BiPredicate<Class<?>, String> chosen, int required, Consumer<Function<String, @Nullable Object>> observer) {
        return CallObserver.connect(new CallObserver(call -> observer), required, chosen);
    }

    /**
     * Counts the calls of selected events, without an emission for each. Events that are not selected stay idle.
     *
     * <p>The counts of an event are a function from the name of a number to its present value: {@code owner} (the class that declares
     * the method; null after it was collected), {@code method} (its name and descriptor), {@code calls}, {@code errors}, {@code
     * running}, {@code nanos} (the sum of the durations), {@code maxNanos}, {@code histogram} (a map of {@link java.time.Duration}s to
     * numbers of calls, as in {@link dev.observatory.event.CallStatistics#histogram}). Any other name yields null.
     *
     * @param chosen selects events, as in {@link #observeChosen}
     * @param opened is called once for each event, before its first call is counted
     * @return ends counting; held by the library meanwhile
     */
    public static AutoCloseable countChosen(
            BiPredicate<Class<?>, String> chosen, Consumer<Function<String, @Nullable Object>> opened) {
        return EventWeaving.countSelected(
                chosen,
                (type, method, statistics) ->
                        opened.accept(new CountFacts(new WeakReference<>(type), method, statistics)));
    }

    /**
     * Links a place in woven code that knows no type of this library, since its class loader may not find it. Tokens are then of a type
     * of the JDK: a {@link java.util.function.BiConsumer} of the name of a method of {@link Weave} or {@link WovenConstructors} and of
     * its argument.
     *
     * @param bootstrap the name of a bootstrap method of {@link Weave}
     * @param caller lookup of the class that contains the place
     * @param kind as for that method
     * @param type as for that method
     * @param details the remaining arguments of that method
     * @return a call site, idle until an observer is connected
     */
    public static CallSite link(
            String bootstrap, MethodHandles.Lookup caller, String kind, MethodType type, Object[] details) {
        return BridgedSite.link(bootstrap, caller, kind, type, details);
    }

    /**
     * Links a place like {@link #link} that has no call site; see {@link NonIndySite}.
     *
     * @param caller the class that contains the place
     * @param description the description of the place
     * @return a {@link java.util.function.BooleanSupplier} of whether an observer is connected, which is also a {@link
     *     java.util.function.Function} that returns the token, given the target and the arguments in one array; held by the class of
     *     the place; null if the place can never be observed
     */
    public static @Nullable Object linkWithoutCallSite(Class<?> caller, String description) {
        return NonIndySites.linkBridged(caller, description);
    }

    /**
     * Called when a woven constructor that is not observed, and knows no type of this library, is about to throw.
     *
     * @param exception the exception
     */
    public static void constructionFailed(Throwable exception) {
        SlowPath.constructionFailed(exception);
    }

    /** Connects the observers of all announced classes that are loaded by now. */
    public static void connectWaitingObservers() {
        Weave.connectObservers();
    }

    /** Forgets events and attributes whose classes were collected: called while a program discards many class loaders. */
    public static void releaseCollected() {
        EventWeaving.releaseCollected();
        AttributeWeaving.releaseCollected();
    }

    /** Unregisters the agent: releases all that it has registered, and closes the static observers that it has connected. */
    public static void agentDetached() {
        AgentPresence.agentDetached();
        StaticObservers.forgetWaiting();
    }

    /**
     * Sets the listener for new connections, for those that close what tests leave open.
     *
     * @param listener called with each {@code Subscription} that is made, on the thread that makes it; must not throw. Null for none
     */
    public static void onNewConnection(@Nullable Consumer<AutoCloseable> listener) {
        NewConnections.setListener(listener);
    }
}
