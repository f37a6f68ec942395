package dev.observatory.agent.library;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.text.AgentMessages;
import dev.observatory.weave.AgentBridge;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One instance of the library, as woven code of some class loader finds it: the agent's own, or one that the program brings. The
 * agent's own is called directly, since reflection inside a transformer is to be avoided; the others by reflection.
 *
 * @param bridge the {@link AgentBridge} of the instance
 */
public record LibraryInstance(Class<?> bridge) {

    /**
     * {@inheritDoc}
     *
     * <p>Written out: the methods that the JVM generates for records keep, in some versions permanently, the last class that they
     * were linked for, and the agent must become collectable when it has detached.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LibraryInstance instance && instance.bridge == bridge;
    }

    @Override
    public int hashCode() {
        return bridge.hashCode();
    }

    /**
     * Finds the instance that woven code of a class loader calls.
     *
     * @param loader the class loader
     * @return null if it does not find the library
     */
    public static @Nullable LibraryInstance seenFrom(ClassLoader loader) {
        try {
            return new LibraryInstance(Class.forName(AgentBridge.class.getName(), false, loader));
        } catch (ClassNotFoundException | LinkageError unseen) {
            return null;
        }
    }

    /**
     * Returns whether a module reads this instance once its code is woven. The JVM lets a module whose code an agent has changed
     * read the class path.
     *
     * @param module the module
     * @return whether its code can call this instance
     */
    public boolean willBeReadBy(Module module) {
        Module library = bridge.getModule();
        return module.canRead(library)
                || library == ClassLoader.getSystemClassLoader().getUnnamedModule();
    }

    /**
     * Registers the agent with this instance.
     *
     * @param woven tests whether a member of a class is woven
     * @param tagReader returns the annotations of the woven members of a class
     * @param classesWithEvents tests whether a class, by its binary name, may have events
     */
    public void agentAttached(
            BiPredicate<Class<?>, String> woven,
            Function<Class<?>, Map<String, Map<String, Map<String, Object>>>> tagReader,
            Predicate<String> classesWithEvents) {
        if (isOwn()) {
            AgentBridge.setTagReader(tagReader);
            AgentBridge.setClassesWithEvents(classesWithEvents);
            AgentBridge.agentAttached(woven);
        } else {
            send("setTagReader", Function.class, tagReader);
            send("setClassesWithEvents", Predicate.class, classesWithEvents);
            send("agentAttached", BiPredicate.class, woven);
        }
    }

    /**
     * Sets the listener of what is observed; see {@link AgentBridge#setDemandListener}.
     *
     * @param listener receives what is observed already, and then what changes
     */
    public void observeDemand(BiConsumer<@Nullable Class<?>, String> listener) {
        if (isOwn()) {
            AgentBridge.setDemandListener(listener);
        } else {
            send("setDemandListener", BiConsumer.class, listener);
        }
    }

    /**
     * Calls a listener for everything that is observed now; see {@link AgentBridge#repeatDemand}.
     *
     * @param listener as for {@link #observeDemand}
     */
    public void repeatDemand(BiConsumer<@Nullable Class<?>, String> listener) {
        if (isOwn()) {
            AgentBridge.repeatDemand(listener);
        } else {
            send("repeatDemand", BiConsumer.class, listener);
        }
    }

    /**
     * Returns whether a member is observed; see {@link AgentBridge#isObserved}.
     *
     * @param type the class that declares it; null for all
     * @param member its name and descriptor, or what {@link AgentBridge#setDemandListener} calls all
     * @return whether an observer of this instance is connected to it
     */
    public boolean isObserved(@Nullable Class<?> type, String member) {
        if (isOwn()) {
            return AgentBridge.isObserved(type, member);
        }
        try {
            return (boolean) requireNonNull(
                    bridge.getMethod("isObserved", Class.class, String.class).invoke(null, type, member));
        } catch (ReflectiveOperationException otherVersion) {
            return true; // Woven permanently, then.
        }
    }

    /**
     * Connects the static observers of a class once it is loaded.
     *
     * @param holder finds the class
     */
    public void announceObservers(PendingClass holder) {
        if (isOwn()) {
            AgentBridge.announceObservers(holder);
        } else {
            send("announceObservers", Supplier.class, holder);
        }
    }

    /**
     * Connects the static observers of a class that is loaded.
     *
     * @param observers the class
     * @return why they are not connected; null if they are
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public @Nullable String connectObservers(Class<?> observers) {
        return isOwn()
                ? AgentBridge.connectObservers(observers)
                : (@Nullable String) call("connectObservers", Class.class, observers);
    }

    /** Returns why announced static observers are not connected, by the name of their class. */
    @SuppressWarnings("unchecked")
    Map<String, String> observersNotConnected() {
        if (isOwn()) {
            return AgentBridge.observersNotConnected();
        }
        try {
            return (Map<String, String>) requireNonNull(call("observersNotConnected"));
        } catch (IllegalStateException olderVersion) {
            return Map.of(); // Reports them in the log only.
        }
    }

    /**
     * Returns the number of a place in woven code without a call site; see {@link AgentBridge#siteNumber}.
     *
     * @param loader the class loader of the class with the place
     * @param owner the name of that class
     * @param description the description of the place
     * @return the same number for each call
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public int siteNumber(ClassLoader loader, String owner, String description) {
        return isOwn()
                ? AgentBridge.siteNumber(loader, owner, description)
                : (int) requireNonNull(
                        call("siteNumber", ClassLoader.class, loader, String.class, owner, String.class, description));
    }

    /**
     * Links a place in woven code that knows no type of the library; see {@link AgentBridge#link}.
     *
     * @param bootstrap the name of a bootstrap method
     * @param caller lookup of the class that contains the place
     * @param kind the kind of the place
     * @param type the type of the place
     * @param details the remaining arguments of the bootstrap method
     * @return a call site
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public CallSite link(
            String bootstrap, MethodHandles.Lookup caller, String kind, MethodType type, Object[] details) {
        return isOwn()
                ? AgentBridge.link(bootstrap, caller, kind, type, details)
                : (CallSite) requireNonNull(call(
                        "link",
                        String.class,
                        bootstrap,
                        MethodHandles.Lookup.class,
                        caller,
                        String.class,
                        kind,
                        MethodType.class,
                        type,
                        Object[].class,
                        details));
    }

    /**
     * Links a place that cannot have a call site; see {@link AgentBridge#linkWithoutCallSite}.
     *
     * @param caller the class that contains the place
     * @param description the description of the place
     * @return the site; null if it can never be observed
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public @Nullable Object linkWithoutCallSite(Class<?> caller, String description) {
        return isOwn()
                ? AgentBridge.linkWithoutCallSite(caller, description)
                : call("linkWithoutCallSite", Class.class, caller, String.class, description);
    }

    /**
     * Notifies the instance that a constructor which is not observed is about to throw; see {@link AgentBridge#constructionFailed}.
     *
     * @param exception the exception
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public void constructionFailed(Throwable exception) {
        if (isOwn()) {
            AgentBridge.constructionFailed(exception);
        } else {
            call("constructionFailed", Throwable.class, exception);
        }
    }

    /**
     * Connects the observers of all announced classes that are loaded by now.
     *
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public void connectWaitingObservers() {
        if (isOwn()) {
            AgentBridge.connectWaitingObservers();
        } else {
            call("connectWaitingObservers");
        }
    }

    /**
     * Connects an observer to the end of every call of selected events; see {@link AgentBridge#observeChosen}.
     *
     * @param chosen selects events by the class that declares the method, and the method's name and descriptor
     * @param required what the observer reads, of {@link dev.observatory.runtime.Requirement}
     * @param observer is called on the thread of the call
     * @return closes the connection
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public AutoCloseable observeChosen(
            BiPredicate<Class<?>, String> chosen, int required, Consumer<CallView> observer) {
        CallReceiver receiver = new CallReceiver(observer);
        return isOwn()
                ? AgentBridge.observeChosen(chosen, required, receiver)
                : (AutoCloseable) requireNonNull(call(
                        "observeChosen", BiPredicate.class, chosen, int.class, required, Consumer.class, receiver));
    }

    /**
     * Counts all calls of selected events; see {@link AgentBridge#countChosen}.
     *
     * @param chosen selects events by the class that declares the method, and the method's name and descriptor
     * @param opened is called once for each event
     * @return ends counting
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public AutoCloseable countChosen(BiPredicate<Class<?>, String> chosen, Consumer<CountView> opened) {
        Consumer<Function<String, @Nullable Object>> receiver = facts -> opened.accept(new CountView(facts));
        return isOwn()
                ? AgentBridge.countChosen(chosen, receiver)
                : (AutoCloseable)
                        requireNonNull(call("countChosen", BiPredicate.class, chosen, Consumer.class, receiver));
    }

    /**
     * Connects an observer to the begin and the end of all calls; see {@link AgentBridge#observeCalls}.
     *
     * @param required what the observer reads, of {@link dev.observatory.runtime.Requirement}
     * @param observer is called on the thread of the call
     * @return closes the connection
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public AutoCloseable observeCalls(int required, CallObserver observer) {
        BeginReceiver receiver = receiverOf(observer);
        return isOwn()
                ? AgentBridge.observeCalls(required, receiver)
                : (AutoCloseable) requireNonNull(call("observeCalls", int.class, required, Function.class, receiver));
    }

    /**
     * Connects an observer to the begin and the end of all calls of selected events; see {@link AgentBridge#observeChosenCalls}.
     *
     * @param chosen selects events by the class that declares the method, and the method's name and descriptor
     * @param required what the observer reads, of {@link dev.observatory.runtime.Requirement}
     * @param observer is called on the thread of the call
     * @return closes the connection
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public AutoCloseable observeChosenCalls(BiPredicate<Class<?>, String> chosen, int required, CallObserver observer) {
        BeginReceiver receiver = receiverOf(observer);
        return isOwn()
                ? AgentBridge.observeChosenCalls(chosen, required, receiver)
                : (AutoCloseable) requireNonNull(call(
                        "observeChosenCalls",
                        BiPredicate.class,
                        chosen,
                        int.class,
                        required,
                        Function.class,
                        receiver));
    }

    private static BeginReceiver receiverOf(CallObserver observer) {
        CallReceiver.prepare();
        return new BeginReceiver(observer);
    }

    /**
     * Connects an observer to all assignments; see {@link AgentBridge#observeAssignments}.
     *
     * @param observer is called on the assigning thread
     * @return closes the connection
     * @throws IllegalStateException if the instance is of an incompatible version
     */
    public AutoCloseable observeAssignments(Consumer<AssignmentView> observer) {
        Consumer<Function<String, @Nullable Object>> receiver = facts -> observer.accept(new AssignmentView(facts));
        return isOwn()
                ? AgentBridge.observeAssignments(receiver)
                : (AutoCloseable) requireNonNull(call("observeAssignments", Consumer.class, receiver));
    }

    /** Passes the facts of calls on as views. No lambda, which would be linked with the first call, maybe near the end of the stack. */
    private record CallReceiver(Consumer<CallView> observer) implements Consumer<Function<String, @Nullable Object>> {
        /** Initializes this class early. */
        static void prepare() {}

        @Override
        public void accept(Function<String, @Nullable Object> facts) {
            observer.accept(new CallView(facts));
        }
    }

    /** Passes the facts of calls that begin on as views. No lambda, for the same reason. */
    private record BeginReceiver(CallObserver observer)
            implements Function<Function<String, @Nullable Object>, @Nullable CallReceiver> {
        @Override
        public @Nullable CallReceiver apply(Function<String, @Nullable Object> facts) {
            Consumer<CallView> end = observer.callBegins(new CallView(facts));
            return end == null ? null : new CallReceiver(end);
        }
    }

    /** Observes the begin of calls. */
    public interface CallObserver {
        /**
         * Is called when a call begins, on its thread. Exceptions are isolated from the program.
         *
         * @param call the call
         * @return is called at the end of the same call; null if that is of no interest
         */
        @Nullable
        Consumer<CallView> callBegins(CallView call);
    }

    /** Unregisters the agent from this instance. */
    public void agentDetached() {
        if (isOwn()) {
            AgentBridge.agentDetached();
        } else {
            try {
                bridge.getMethod("agentDetached").invoke(null);
            } catch (ReflectiveOperationException otherVersion) {
                AgentMessages.print(named() + " could not be notified that the agent has detached: " + otherVersion);
            }
        }
    }

    long suppressedErrors() {
        return isOwn()
                ? AgentBridge.suppressedErrors()
                : ((Number) requireNonNull(call("suppressedErrors"))).longValue();
    }

    /** Returns what messages call this instance. */
    String named() {
        return "the library in class loader [" + bridge.getClassLoader() + "]";
    }

    private boolean isOwn() {
        return bridge == AgentBridge.class;
    }

    private void send(String method, Class<?> parameter, Object argument) {
        try {
            bridge.getMethod(method, parameter).invoke(null, argument);
        } catch (ReflectiveOperationException otherVersion) {
            AgentMessages.print(named() + " does not fit this agent: " + otherVersion);
        }
    }

    /**
     * Calls an instance that is not the agent's own.
     *
     * @param typesAndArguments each parameter's type, followed by the argument
     */
    private @Nullable Object call(String method, Object... typesAndArguments) {
        Class<?>[] types = new Class<?>[typesAndArguments.length / 2];
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = (Class<?>) typesAndArguments[2 * i];
            arguments[i] = typesAndArguments[2 * i + 1];
        }
        try {
            return bridge.getMethod(method, types).invoke(null, arguments);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(named() + " does not fit this agent", otherVersion);
        }
    }
}
