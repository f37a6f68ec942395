package dev.observatory.event;

import dev.observatory.runtime.Demand;
import java.lang.reflect.Method;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What woven code and the agent need of this package. Not for applications: names and meanings may change.
 */
public final class EventWeaving {
    private EventWeaving() {}

    /**
     * The event of a woven method that is about to run for the first time.
     *
     * @param type the class that declares the method
     * @param method its name
     * @param descriptor its descriptor, as in the class file
     * @param parameterNames the names of its parameters, separated by commas; empty if the class file has none
     * @return the event point
     */
    public static EventPoint link(Class<?> type, String method, String descriptor, String parameterNames) {
        return ClassEvents.linked(type, method, descriptor, parameterNames);
    }

    /**
     * The method that a class file means.
     *
     * @param type the class that declares the method
     * @param key its name and descriptor
     * @return the method
     * @throws IllegalStateException if there is none
     */
    public static Method methodOf(Class<?> type, String key) {
        return (Method) ClassEvents.executableOf(type, key);
    }

    /**
     * Tells woven code whether an event is observed.
     *
     * @param event the event
     * @return its demand
     */
    public static Demand demand(EventPoint event) {
        return shared(event).demand();
    }

    /**
     * Initialises what the first call of an event would: that may come when the stack is nearly used up.
     *
     * @param event the event
     */
    public static void prepare(EventPoint event) {
        shared(event).hooks();
        AbandonedConstructors.crashAbandoned(CallStack.innermost());
    }

    /**
     * Begins a call of an observed woven method.
     *
     * @param event the event
     * @param operands the object on which the method is called, null for a static one and a constructor; then the arguments,
     *     boxed; the array belongs to the call from now on
     * @return the call, to be ended by woven code
     */
    public static EventCall begin(EventPoint event, @Nullable Object[] operands) {
        return EventCall.begin(event.hooksFor(operands[0]), CallOrigin.WOVEN, operands);
    }

    /**
     * A woven constructor goes into its call of {@code super(…)} or {@code this(…)}.
     *
     * @param call from {@link #begin}
     */
    public static void enterSuperCall(EventCall call) {
        call.enterSuperCall();
    }

    /**
     * The call of {@code super(…)} or {@code this(…)} has returned.
     *
     * @param call from {@link #begin}
     * @param object what is being constructed
     */
    public static void leaveSuperCall(EventCall call, Object object) {
        call.leaveSuperCall(object);
    }

    /**
     * A woven constructor has returned.
     *
     * @param call from {@link #begin}
     */
    public static void completeConstructor(EventCall call) {
        call.complete(call.target());
    }

    /**
     * Something thrown leaves a constructor. Ends with it the calls of the constructors that called this one by
     * {@code super(…)} or {@code this(…)}: it leaves them too, and they cannot catch it.
     *
     * @param exception what is thrown
     */
    public static void crashCallers(Throwable exception) {
        AbandonedConstructors.crashCallers(exception);
    }

    /**
     * Whether what is the same for all calls of an event is known already. To find it takes reflection, stack and memory.
     *
     * @param data of an emission of the event
     * @return whether it need not be found first
     */
    public static boolean isDescribed(EventData data) {
        return shared(data.event()).isDescribed();
    }

    /** Initialises what {@link #keep} needs: that may come first when the stack is nearly used up. */
    public static void prepareToKeep() {
        CallAttachments rehearsed = new CallAttachments();
        rehearsed.keep(EventWeaving.class, EventWeaving.class);
        rehearsed.keep(CallAttachments.class, CallAttachments.class);
    }

    /**
     * Keeps something with a call, for an observer that is told of its beginning and of its end.
     *
     * @param data of the emission that the observer is told of now
     * @param observer whose it is, by identity
     * @param value what to keep, as long as the call is there
     */
    public static void keep(EventData data, Object observer, Object value) {
        data.call().keep(observer, value);
    }

    /**
     * What was kept with a call.
     *
     * @param data of a later emission of the same call
     * @param observer whose it is
     * @return the value; null if none was kept
     */
    public static @Nullable Object kept(EventData data, Object observer) {
        return data.call().kept(observer);
    }

    /**
     * Observes the ends of all calls of chosen events: of those that have run already, and of those that run later for the first
     * time, from their first call on.
     *
     * @param chosen given the class that declares a method, and the method's name and descriptor; asked once for each event
     * @param observer told after each call, on its thread
     * @return ends the observing
     */
    public static AutoCloseable observeSelected(BiPredicate<Class<?>, String> chosen, Consumer<EventData> observer) {
        return SelectiveObserver.open(chosen, observer);
    }

    /**
     * Connects the static methods of a class that are tagged {@link Observes}, as {@link Events#register(Class)} does, until the agent
     * leaves. Those that the program has registered or will register stay connected.
     *
     * @param observers the class
     * @throws IllegalArgumentException if any of them does not fit what it observes
     */
    public static void registerForAgent(Class<?> observers) {
        ObserverMethods.registerForAgent(observers);
    }

    /**
     * How many observed calls are under way around one, on its thread.
     *
     * @param data of an emission that is under way
     * @return 0 for an outermost call
     */
    public static int depth(EventData data) {
        int depth = 0;
        for (EventCall call = data.call().parent(); call != null; call = call.parent()) {
            depth++;
        }
        return depth;
    }

    /** Woven code has its event from {@link #link}. */
    private static MethodEventPoint shared(EventPoint event) {
        return (MethodEventPoint) event;
    }
}
