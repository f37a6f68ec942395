package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.TriConsumer;
import dev.observatory.runtime.Demand;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The entry points of this package for woven code and the agent. Public because {@code dev.observatory.weave} is another package.
 *
 * @hidden
 */
public final class EventWeaving {
    private EventWeaving() {}

    /**
     * Returns the event of a woven method that is about to run for the first time.
     *
     * @param type the class that declares the method
     * @param method its name
     * @param descriptor its descriptor, as in the class file
     * @param parameterNames the names of its parameters, separated by slashes; empty if the class file has none
     * @return the event point
     */
    public static EventPoint link(Class<?> type, String method, String descriptor, String parameterNames) {
        return ClassEvents.linked(type, method, descriptor, parameterNames);
    }

    /**
     * Returns a method by its key in the class file.
     *
     * @param type the class that declares the method
     * @param key its name and descriptor
     * @return the method
     * @throws IllegalStateException if there is none
     * @throws LinkageError if reflection refuses, because a type in the signature of any method of the class is missing
     */
    public static Method methodOf(Class<?> type, String key) {
        return (Method) ClassEvents.executableOf(type, key);
    }

    /**
     * Returns the class that declares the method of an event.
     *
     * @param data an emission of the event
     * @return null for an event without a method
     */
    public static @Nullable Class<?> declaringClass(EventData data) {
        return declaringClass(data.event());
    }

    /**
     * Returns the name and descriptor of the method of an event, as in the class file.
     *
     * @param data an emission of the event
     * @return null for an event without a method
     */
    public static @Nullable String methodKey(EventData data) {
        return methodKey(data.event());
    }

    /**
     * Returns whether an event is observed now.
     *
     * @param type the class that declares its method; null for all events
     * @param key the method's name and descriptor
     * @return whether an observer is connected to the event, to it bound to an object, or to all events
     */
    public static boolean isObserved(@Nullable Class<?> type, String key) {
        if (type == null) {
            return key.equals(GlobalEvents.ALL) && GlobalEvents.areAllObserved();
        }
        MethodEventPoint event = ClassEvents.known(type, key);
        return event == null ? GlobalEvents.areAllObserved() : event.isObserved();
    }

    /**
     * Calls a listener for everything that is observed now, as if it had just become so.
     *
     * @param listener receives the class and the member, as {@link dev.observatory.runtime.AgentPresence#demandChanged} does
     */
    public static void notifyOfObserved(BiConsumer<@Nullable Class<?>, String> listener) {
        if (GlobalEvents.areAllObserved()) {
            listener.accept(null, GlobalEvents.ALL);
        }
        GlobalEvents.forEach(event -> {
            Class<?> type = event.type();
            if (type != null && event.isObserved()) {
                listener.accept(type, event.key());
            }
        });
    }

    /**
     * Sets what follows the calls that begin from now on. Calls that are in progress are followed to their end as they were begun.
     *
     * @param selection selects the events, and creates what follows their calls
     */
    public static void followCalls(FollowedCall.Selection selection) {
        GlobalEvents.setFollowers(selection);
    }

    /**
     * Returns the class that declares the method of an event.
     *
     * @param event the event
     * @return null for an event without a method
     */
    public static @Nullable Class<?> declaringClass(EventPoint event) {
        return shared(event).type();
    }

    /**
     * Returns the name and descriptor of the method of an event, as in the class file.
     *
     * @param event the event
     * @return null for an event without a method
     */
    public static @Nullable String methodKey(EventPoint event) {
        MethodEventPoint point = shared(event);
        return point.type() == null ? null : point.key();
    }

    /**
     * Captures the innermost call of the current thread, for another thread that works for it.
     *
     * @return the call, or the absence of one, for {@link #attach}
     */
    public static Object captureCall() {
        return CallFrame.Attached.Captured.here();
    }

    /**
     * Returns whether the absence of a call was captured.
     *
     * @param captured returned by {@link #captureCall}
     * @return true if there was no call
     */
    public static boolean isNoCall(Object captured) {
        return ((CallFrame.Attached.Captured) captured).call() == null;
    }

    /**
     * Makes a captured call the innermost one of the current thread.
     *
     * @param captured returned by {@link #captureCall}
     * @return what {@link #tryDetach} needs, on the same thread
     */
    public static Object attach(Object captured) {
        return ((CallFrame.Attached.Captured) captured).attach();
    }

    /**
     * Ends what {@link #attach} has begun. Does nothing if it has ended.
     *
     * @param attached returned by {@link #attach}
     * @return false if that was on another thread, on which it stays attached
     */
    public static boolean tryDetach(Object attached) {
        CallFrame.Attached frame = (CallFrame.Attached) attached;
        if (frame.isHere()) {
            frame.detach();
            return true;
        }
        return false;
    }

    /**
     * Calls a function with a captured call as the innermost one of the current thread.
     *
     * @param captured returned by {@link #captureCall}
     * @param function the function
     * @param <T> the type of its result
     * @return its result
     * @throws Exception what it throws
     */
    public static <T extends @Nullable Object> T callInside(Object captured, Callable<T> function) throws Exception {
        CallFrame.Attached attached = ((CallFrame.Attached.Captured) captured).attach();
        try {
            return function.call();
        } finally {
            attached.detach();
        }
    }

    /** Returns whether a frame is that of {@link #callInside}. */
    static boolean isInside(StackWalker.StackFrame frame) {
        return frame.getDeclaringClass() == EventWeaving.class
                && frame.getMethodName().equals("callInside");
    }

    /** Forgets events whose classes were collected. */
    public static void releaseCollected() {
        GlobalEvents.releaseCollected();
    }

    /**
     * Returns whether outputs must not show arguments and results, because it cannot be found out which of them are secret.
     *
     * @param data an emission of the event
     * @return false for nearly all events
     */
    public static boolean hidesValues(EventData data) {
        return shared(data.event()).describe().hidesValues();
    }

    /**
     * Returns the demand for an event, which notifies woven code when it changes.
     *
     * @param event the event
     * @return its demand
     */
    public static Demand demand(EventPoint event) {
        return shared(event).demand();
    }

    /**
     * Initializes what the first call of an event uses: that call may be made when the stack is nearly exhausted. Emits nothing, since
     * a lock is held.
     *
     * @param event the event
     */
    public static void prepare(EventPoint event) {
        shared(event).hooks();
        AbandonedCalls.prepare();
        CallStack.innermost();
        AsyncEnd.prepare();
    }

    /**
     * Returns whether a woven method need not collect target and arguments now: {@link #begin} then accepts null in their place.
     *
     * @param event the event
     * @return false if an observer of the event may read them, or if single objects may have observers
     */
    public static boolean canDoWithoutOperands(EventPoint event) {
        return shared(event).canDoWithoutOperands();
    }

    /**
     * Ends a call normally.
     *
     * @param token returned by {@link #begin}
     * @param result the result of the method; null for {@code void}
     */
    public static void complete(Object token, @Nullable Object result) {
        if (token instanceof EventCall call) {
            call.complete(result);
        } else {
            CountedCalls.complete(token, result);
        }
    }

    /**
     * Ends a call by an exception.
     *
     * @param token returned by {@link #begin}
     * @param exception the exception that the method threw
     */
    public static void crash(Object token, Throwable exception) {
        if (token instanceof EventCall call) {
            call.crash(exception);
        } else {
            CountedCalls.end(token, true);
        }
    }

    /**
     * Returns what {@link #begin} needs of an event. Reachable as long as the event.
     *
     * @param event the event
     * @return an object of this package
     */
    public static Object hooksOf(EventPoint event) {
        return shared(event).hooks();
    }

    /**
     * Begins a call of an observed woven method.
     *
     * @param hooksOfEvent returned by {@link #hooksOf}
     * @param operands the object on which the method is called, null for a static one and a constructor; then the arguments,
     *     boxed; the call takes ownership of the array; null if {@link #canDoWithoutOperands}
     * @return the call, which woven code ends by {@link #complete} or {@link #crash}: an {@link EventCall}, of a constructor always;
     *     null if the library itself makes a call that is only counted
     */
    public static @Nullable Object begin(Object hooksOfEvent, @Nullable Object @Nullable [] operands) {
        EventHooks hooks = (EventHooks) hooksOfEvent;
        if (operands != null && hooks.haveObjects()) {
            hooks = hooks.event().hooksFor(operands[0]);
        }
        if (hooks.areOnlyCounted()) {
            CountedCalls.Counters counters = hooks.counters();
            return counters == null ? null : CountedCalls.begin(counters);
        }
        return EventCall.begin(hooks, EventCall.Origin.WOVEN, operands);
    }

    /**
     * Called when a woven constructor is about to call {@code super(…)} or {@code this(…)}.
     *
     * @param call returned by {@link #begin}
     */
    public static void enterSuperCall(EventCall call) {
        call.enterSuperCall();
    }

    /**
     * Called when the call of {@code super(…)} or {@code this(…)} has returned.
     *
     * @param call returned by {@link #begin}
     * @param object the object under construction
     */
    public static void leaveSuperCall(EventCall call, Object object) {
        call.leaveSuperCall(object);
    }

    /**
     * Called when a woven constructor has returned.
     *
     * @param call returned by {@link #begin}
     */
    public static void completeConstructor(EventCall call) {
        call.complete(call.outcome());
    }

    /**
     * Called when an exception leaves a constructor. Ends the calls of the constructors that called this one by {@code super(…)} or
     * {@code this(…)}: the exception leaves them too, and they cannot catch it.
     *
     * @param exception the exception
     */
    public static void crashCallers(Throwable exception) {
        AbandonedCalls.crashCallers(exception);
    }

    /**
     * Returns whether the description of an event is already known. Computing it takes reflection, stack and memory.
     *
     * @param data an emission of the event
     * @return true if it need not be computed
     */
    public static boolean isDescribed(EventData data) {
        return shared(data.event()).isDescribed();
    }

    /**
     * Calls methods of the program so that no observer is notified of the calls inside, which the program has not made.
     *
     * @param foreign what to call; may throw
     */
    public static void quietly(Runnable foreign) {
        AsyncEnd.callQuietly(foreign);
    }

    /**
     * Counts all calls of selected events, those that have run already, and those that run later for the first time.
     *
     * @param selection called with the class that declares the method, and the method's name and descriptor
     * @param opened called once for each event with its class, its method's name and descriptor, and its statistics; before its first
     *     call is counted
     * @return a handle that ends counting when it is closed
     */
    public static AutoCloseable countSelected(
            BiPredicate<Class<?>, String> selection, TriConsumer<Class<?>, String, CallStatistics> opened) {
        return SelectiveObserver.open(selection, (event, made) -> {
            CallStatistics statistics = event.statistics();
            made.accept(statistics);
            opened.accept(requireNonNull(event.type()), event.key(), statistics);
        });
    }

    /**
     * Connects the static methods of a class that are tagged {@link Observes}, as {@link Events#register(Class)} does, until the agent
     * detaches. Methods that the program registers itself, before or after, stay connected.
     *
     * @param observers the class
     * @return why they cannot be connected yet: a field that is to hold an observed hook is still null; null if they are connected
     * @throws IllegalArgumentException if any of them does not fit what it observes
     */
    public static @Nullable String tryRegisterForAgent(Class<?> observers) {
        return ObserverMethods.registerForAgent(observers);
    }

    /**
     * Connects the static methods of a class that are tagged {@link Observes}, as {@link #tryRegisterForAgent} does.
     *
     * @param observers the class
     * @throws IllegalArgumentException if any of them does not fit what it observes, or cannot be connected yet
     */
    public static void registerForAgent(Class<?> observers) {
        String obstacle = tryRegisterForAgent(observers);
        if (obstacle != null) {
            throw new IllegalArgumentException(obstacle);
        }
    }

    /**
     * Returns how many observed calls are in progress around a call on its thread.
     *
     * @param data an emission that is in progress
     * @return 0 for an outermost call
     */
    public static int depth(EventData data) {
        int depth = 0;
        for (CallFrame call = data.call().parent(); call != null; call = call.parent()) {
            depth += call.is(CallFrame.SILENT) ? 0 : 1;
        }
        return depth;
    }

    /** Woven code gets its event from {@link #link}, which returns no other type. */
    private static MethodEventPoint shared(EventPoint event) {
        return (MethodEventPoint) event;
    }
}
