package dev.observatory.broker;

import dev.observatory.hook.Subscription;
import dev.observatory.hook.SubscriptionGroup;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.TaggedMethod;
import dev.observatory.runtime.TaggedMethods;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Subscribes the methods of a class or an object that are tagged {@link Subscribes}: either all of them or none. */
final class SubscriberMethods {
    private final Class<?> owner;
    private final @Nullable Object target;
    private final TaggedMethods methods;
    private final List<Topic> topics = new ArrayList<>();
    private final List<MethodSubscriber> subscribers = new ArrayList<>();

    private SubscriberMethods(Class<?> owner, @Nullable Object target) {
        this.owner = owner;
        this.target = target;
        this.methods = new TaggedMethods(owner, target, Subscribes.class);
    }

    /** Registers the static methods of a class, or the instance methods of a target. */
    static Subscription register(Class<?> owner, @Nullable Object target) {
        return found(owner, target).subscribe(false);
    }

    /** Registers the static methods of a class until the agent detaches, or permanently if the program registers them too. */
    static void registerForAgent(Class<?> owner) {
        found(owner, null).subscribe(true);
    }

    private static SubscriberMethods found(Class<?> owner, @Nullable Object target) {
        SubscriberMethods found = new SubscriberMethods(owner, target);
        found.methods.find().forEach(found::check);
        found.methods.throwIfMismatched();
        return found;
    }

    private void check(TaggedMethod method) {
        int before = methods.mismatchCount();
        if (method.parameterTypes().length != 1) {
            methods.addSignatureMismatch(method, "Message message");
        }
        Topic topic = topicOf(method);
        MethodHandle handle = methods.handleOf(method);
        if (topic != null && handle != null && before == methods.mismatchCount()) {
            topics.add(topic);
            subscribers.add(new MethodSubscriber(method, target, handle));
        }
    }

    private static String textOf(TaggedMethod method) {
        if (method.reflected() != null) {
            return method.reflected().getAnnotation(Subscribes.class).value();
        }
        return method.tags() == null ? "" : method.tags().text(Subscribes.class.getSimpleName(), "value");
    }

    private @Nullable Topic topicOf(TaggedMethod method) {
        try {
            return Topic.of(textOf(method));
        } catch (IllegalArgumentException illegal) {
            methods.addMismatch(method, ": " + illegal.getMessage());
            return null;
        }
    }

    private Subscription subscribe(boolean isForAgent) {
        if (isForAgent) {
            AgentPresence.closeDiscarded(owner);
        }
        SubscriptionGroup group = new SubscriptionGroup();
        try {
            for (int i = 0; i < subscribers.size(); i++) {
                EventBroker broker = EventBroker.of(topics.get(i).toString());
                group.add(broker.subscribeMethod(subscribers.get(i), isForAgent));
            }
        } catch (Throwable failed) {
            group.close();
            throw failed;
        }
        return group;
    }
}
