package dev.observatory.broker;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import dev.observatory.runtime.TaggedMethods;
import java.lang.reflect.Method;

/**
 * What woven code needs of this package. Not for applications: names and meanings may change.
 */
public final class BrokerWeaving {
    private BrokerWeaving() {}

    /**
     * Makes the hook that emits the results of a method. What subscribers throw never reaches the method.
     *
     * @param method tagged {@link Publishes}
     * @param onDemand told when somebody starts or stops listening
     * @return the hook; publishes nothing before {@link #publish}
     */
    public static EventHook<Object> results(Method method, Runnable onDemand) {
        String name = "results of " + TaggedMethods.nameOf(method);
        return new EventHook<>(
                HookOptions.named(name).errors(ErrorPolicy.ISOLATE).onDemand(onDemand));
    }

    /**
     * Subscribes the static methods of a class that are tagged {@link Subscribes}, as {@link EventBroker#register(Class)} does, until
     * the agent leaves. Those that the program has registered or will register stay subscribed.
     *
     * @param subscribers the class
     * @throws IllegalArgumentException if some cannot subscribe
     */
    public static void registerForAgent(Class<?> subscribers) {
        SubscriberMethods.registerForAgent(subscribers);
    }

    /**
     * Has the broker that a method names broadcast the results.
     *
     * @param method tagged {@link Publishes}
     * @param results its hook; held weakly
     * @throws IllegalArgumentException if the tag names no legal topic
     */
    public static void publish(Method method, EventHook<Object> results) {
        EventBroker.of(method.getAnnotation(Publishes.class).value()).addPublisher(results);
    }
}
