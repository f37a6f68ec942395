package dev.observatory.broker;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import dev.observatory.runtime.TaggedMethods;
import java.lang.reflect.Method;

/**
 * The entry points of woven code into this package.
 *
 * @hidden
 */
public final class BrokerWeaving {
    private BrokerWeaving() {}

    /**
     * Creates the hook that emits the results of a method. Exceptions of subscribers never reach the method.
     *
     * @param method a method tagged {@link Publishes}
     * @param onDemand called after the first observer was connected or the last one was disconnected, on the thread that did so
     * @return the hook; it publishes nothing before {@link #publish} is called
     */
    public static EventHook<Object> results(Method method, Runnable onDemand) {
        String name = "results of " + TaggedMethods.nameOf(method);
        return new EventHook<>(
                HookOptions.named(name).errors(ErrorPolicy.ISOLATE).onDemand(onDemand));
    }

    /**
     * Subscribes the static methods of a class that are tagged {@link Subscribes}, like {@link EventBroker#register(Class)},
     * until the agent detaches. Methods that the program has registered or registers later stay subscribed.
     *
     * @param subscribers the class
     * @throws IllegalArgumentException if a tagged method cannot be subscribed
     */
    public static void registerForAgent(Class<?> subscribers) {
        SubscriberMethods.registerForAgent(subscribers);
    }

    /**
     * Adds the hook as a publisher of the broker that the method's tag names.
     *
     * @param method a method tagged {@link Publishes}
     * @param results the hook that emits its results; held weakly
     * @throws IllegalArgumentException if the tag does not name a valid topic
     */
    public static void publish(Method method, EventHook<Object> results) {
        EventBroker.of(method.getAnnotation(Publishes.class).value()).addPublisher(results);
    }
}
