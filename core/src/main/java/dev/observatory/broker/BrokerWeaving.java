package dev.observatory.broker;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import dev.observatory.runtime.MemberTags;
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
     * @param type the class that declares a method tagged {@link Publishes}
     * @param method the name of the method
     * @param onDemand called after the first observer was connected or the last one was disconnected, on the thread that did so
     * @return the hook; it publishes nothing before {@link #publish} is called
     */
    public static EventHook<Object> results(Class<?> type, String method, Runnable onDemand) {
        String name = "results of " + type.getTypeName() + "." + method;
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
     * @param topic the topic
     * @param results the hook that emits its results; held weakly
     * @throws IllegalArgumentException if the topic is not valid
     */
    public static void publish(String topic, EventHook<Object> results) {
        EventBroker.of(topic).addPublisher(results);
    }

    /**
     * Returns the topic that a method's tag names.
     *
     * @param method a method tagged {@link Publishes}
     * @return the topic, which may be invalid
     */
    public static String topicOf(Method method) {
        return method.getAnnotation(Publishes.class).value();
    }

    /**
     * Returns the topic that a method's tag names, for a class that reflection refuses.
     *
     * @param tags what the agent has read about the method
     * @return the topic, which may be invalid
     */
    public static String topicOf(MemberTags tags) {
        return tags.text("Publishes", "value");
    }
}
