package dev.observatory.broker;

import dev.observatory.hook.NamedObserver;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;

/** A subscriber of the messages that are instances of one type. */
final class TypedSubscriber<T> implements Consumer<Object>, KeyedSubscriber, NamedObserver {
    private final Class<?> type;
    private final Consumer<? super T> subscriber;

    TypedSubscriber(Class<T> type, Consumer<? super T> subscriber) {
        this.type = boxed(type);
        this.subscriber = subscriber;
    }

    /** Returns the wrapper class of a primitive type, because messages are objects; other types as they are. */
    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    @Override
    public SubscriptionKey key() {
        return new SubscriptionKey(subscriber, type, false);
    }

    @Override
    public boolean matches(Topic topic, Object message) {
        return type.isInstance(message);
    }

    @Override
    @SuppressWarnings("unchecked") // An instance of the boxed type, which is what T stands for.
    public void accept(Object message) {
        if (type.isInstance(message)) {
            subscriber.accept((T) message);
        }
    }

    @Override
    public String observerName() {
        return OverflowException.nameOf(subscriber);
    }
}
