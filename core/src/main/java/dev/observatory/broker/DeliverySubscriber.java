package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.NamedObserver;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that receives or requires more than the message: the delivery, its topic to match a pattern, or its number to
 * continue after the messages that were retained.
 */
final class DeliverySubscriber implements Consumer<Delivery<Object>>, KeyedSubscriber, NamedObserver {
    /** Null for that of the origin. */
    private final @Nullable SubscriptionKey key;

    private final BiPredicate<Topic, Object> selection;
    private final Consumer<Delivery<Object>> target;
    private final @Nullable KeyedSubscriber origin;
    private final @Nullable ReplayGate gate;

    private DeliverySubscriber(
            @Nullable SubscriptionKey key,
            BiPredicate<Topic, Object> selection,
            Consumer<Delivery<Object>> target,
            @Nullable KeyedSubscriber origin,
            @Nullable ReplayGate gate) {
        this.key = key;
        this.selection = selection;
        this.target = target;
        this.origin = origin;
        this.gate = gate;
    }

    static DeliverySubscriber ofAllMessages(Consumer<Object> subscriber) {
        return messages(SubscriptionKey.ALL, (topic, message) -> true, subscriber);
    }

    /**
     * Returns a subscriber to the topics that match a pattern.
     *
     * @param depth the number of tokens in the topic of its broker; every topic that reaches it begins with them
     */
    static DeliverySubscriber ofMessages(TopicPattern pattern, int depth, Consumer<Object> subscriber) {
        return messages(pattern, (topic, message) -> pattern.matches(topic.tokens(), depth), subscriber);
    }

    static DeliverySubscriber ofAll(Consumer<? super Delivery<Object>> subscriber) {
        return deliveries(SubscriptionKey.ALL, (topic, message) -> true, subscriber, subscriber::accept);
    }

    /** As {@link #ofMessages(TopicPattern, int, Consumer)}, for deliveries. */
    static DeliverySubscriber of(TopicPattern pattern, int depth, Consumer<? super Delivery<Object>> subscriber) {
        return deliveries(
                pattern, (topic, message) -> pattern.matches(topic.tokens(), depth), subscriber, subscriber::accept);
    }

    @SuppressWarnings("unchecked") // The message is an instance of the boxed type, which is what T stands for.
    static <T> DeliverySubscriber of(Class<T> type, Consumer<? super Delivery<T>> subscriber) {
        Class<?> boxed = TypedSubscriber.boxed(type);
        return deliveries(
                boxed,
                (topic, message) -> boxed.isInstance(message),
                subscriber,
                delivery -> subscriber.accept((Delivery<T>) (Delivery<?>) delivery));
    }

    private static DeliverySubscriber messages(
            Object selection, BiPredicate<Topic, Object> matches, Consumer<Object> subscriber) {
        SubscriptionKey key = new SubscriptionKey(subscriber, selection, false);
        return new DeliverySubscriber(key, matches, delivery -> subscriber.accept(delivery.message()), null, null);
    }

    private static DeliverySubscriber deliveries(
            Object selection,
            BiPredicate<Topic, Object> matches,
            Object subscriber,
            Consumer<Delivery<Object>> target) {
        return new DeliverySubscriber(new SubscriptionKey(subscriber, selection, true), matches, target, null, null);
    }

    /** Returns the same subscription behind a gate, which first replays what was retained. */
    @SuppressWarnings("unchecked") // The other kinds of keyed subscribers receive messages.
    static DeliverySubscriber behind(ReplayGate gate, KeyedSubscriber subscriber) {
        if (subscriber instanceof DeliverySubscriber present) {
            return new DeliverySubscriber(present.key, present.selection, present.target, present.origin, gate);
        }
        Consumer<Object> messages = (Consumer<Object>) subscriber;
        return new DeliverySubscriber(
                null, subscriber::matches, delivery -> messages.accept(delivery.message()), subscriber, gate);
    }

    @Override
    public SubscriptionKey key() {
        return key == null ? requireNonNull(origin).key() : key;
    }

    @Override
    public boolean matches(Topic topic, Object message) {
        return selection.test(topic, message);
    }

    @Override
    public boolean tryReuse(boolean isForAgent) {
        return origin == null || origin.tryReuse(isForAgent);
    }

    @Override
    public void accept(Delivery<Object> delivery) {
        if (matches(delivery.topic(), delivery.message()) && (gate == null || gate.tryPass(delivery))) {
            target.accept(delivery);
        }
    }

    /** Delivers to the subscriber, past the gate. */
    void deliver(Delivery<Object> delivery) {
        target.accept(delivery);
    }

    @Override
    public String observerName() {
        return origin instanceof NamedObserver named
                ? named.observerName()
                : OverflowException.nameOf(key().subscriber());
    }
}
