package dev.observatory.broker;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Hook;
import dev.observatory.hook.HookOptions;
import dev.observatory.hook.ObserverInfo;
import dev.observatory.hook.Subscription;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of one broker, to which its subscribers are connected, linked to those of its parent: everything that a broadcast
 * reaches.
 *
 * <p>Pattern subscribers have a hook of their own, because they need the topic of a broadcast, while observers of
 * {@link #sent()} receive the message only.
 */
final class SubscriberHooks {
    private final @Nullable SubscriberHooks parent;
    private final EventHook<Object> sent;
    private final EventHook<Delivery> patterns;
    private final EventHook<UnroutedMessage> unrouted;

    /**
     * Creates hooks without observers.
     *
     * @param onDemand called after one of the hooks got its first observer or lost its last one
     */
    SubscriberHooks(@Nullable SubscriberHooks parent, String namespace, Runnable onDemand) {
        this.parent = parent;
        this.sent = new EventHook<>(HookOptions.named(namespace).onDemand(onDemand));
        this.patterns = new EventHook<>(HookOptions.named(namespace).onDemand(onDemand));
        this.unrouted =
                new EventHook<>(HookOptions.named(namespace + " unrouted").onDemand(onDemand));
    }

    EventHook<Object> sent() {
        return sent;
    }

    EventHook<UnroutedMessage> unrouted() {
        return unrouted;
    }

    /** Subscribes, or returns the existing connection of the same subscription. */
    Subscription subscribe(FilteredSubscriber added) {
        BrokerLock.LOCK.lock();
        try {
            for (Consumer<Object> present : observersOf(sent)) {
                if (present instanceof FilteredSubscriber same && same.isSameSubscription(added)) {
                    return sent.connect(same);
                }
            }
            return sent.connect(added);
        } finally {
            BrokerLock.LOCK.unlock();
        }
    }

    /** Subscribes, or returns the existing connection of the same subscription. */
    Subscription subscribe(MethodSubscriber added, boolean isForAgent) {
        BrokerLock.LOCK.lock();
        try {
            for (Consumer<Object> present : observersOf(sent)) {
                if (present instanceof MethodSubscriber same
                        && same.isSameSubscription(added)
                        && same.byAgent().tryReuse(isForAgent)) {
                    return sent.connect(same);
                }
            }
            Subscription made = sent.connect(added);
            if (isForAgent) {
                added.byAgent().closeOnDetach(made::close);
            }
            return made;
        } finally {
            BrokerLock.LOCK.unlock();
        }
    }

    /** Subscribes, or returns the existing connection of the same subscription. */
    Subscription subscribe(PatternSubscriber added) {
        BrokerLock.LOCK.lock();
        try {
            for (Consumer<Delivery> present : observersOf(patterns)) {
                if (present instanceof PatternSubscriber same && same.isSameSubscription(added)) {
                    return patterns.connect(same);
                }
            }
            return patterns.connect(added);
        } finally {
            BrokerLock.LOCK.unlock();
        }
    }

    /** Returns whether an observer is connected to this broker itself. */
    boolean isObserved() {
        return sent.isObserved() || patterns.isObserved() || unrouted.isObserved();
    }

    /** Returns whether a broadcast would reach an observer, of this broker or of an ancestor. */
    boolean reachesObservers() {
        for (SubscriberHooks level = this; level != null; level = level.parent) {
            if (level.isObserved()) {
                return true;
            }
        }
        return false;
    }

    /** Delivers a message to this broker and its ancestors, or, if none of their subscribers matches, emits it as unrouted. */
    void broadcast(Topic topic, Object message) {
        if (isUnroutedObserved() && !hasReceiver(topic, message)) {
            reportUnrouted(new UnroutedMessage(topic, message));
        } else {
            deliver(topic, message);
        }
    }

    private void deliver(Topic topic, Object message) {
        EventHookException failures = null;
        Delivery delivery = null;
        try {
            for (SubscriberHooks level = this; level != null; level = level.parent) {
                failures = emit(level.sent, message, failures);
                if (level.patterns.isObserved()) {
                    delivery = delivery == null ? new Delivery(topic, message) : delivery;
                    failures = emit(level.patterns, delivery, failures);
                }
            }
        } catch (VirtualMachineError fatal) {
            throw Failures.fatal(fatal, failures);
        }
        if (failures != null) {
            throw failures;
        }
    }

    private void reportUnrouted(UnroutedMessage report) {
        EventHookException failures = null;
        for (SubscriberHooks level = this; level != null; level = level.parent) {
            failures = emit(level.unrouted, report, failures);
        }
        if (failures != null) {
            throw failures;
        }
    }

    private static <T> @Nullable EventHookException emit(
            EventHook<T> hook, T payload, @Nullable EventHookException failures) {
        try {
            hook.emit(payload);
            return failures;
        } catch (EventHookException failed) {
            return Failures.join(failures, failed);
        }
    }

    private boolean isUnroutedObserved() {
        for (SubscriberHooks level = this; level != null; level = level.parent) {
            if (level.unrouted.isObserved()) {
                return true;
            }
        }
        return false;
    }

    private boolean hasReceiver(Topic topic, Object message) {
        for (SubscriberHooks level = this; level != null; level = level.parent) {
            for (Consumer<Object> subscriber : observersOf(level.sent)) {
                if (!(subscriber instanceof FilteredSubscriber filtered) || filtered.matches(message)) {
                    return true;
                }
            }
            for (Consumer<Delivery> subscriber : observersOf(level.patterns)) {
                if (((PatternSubscriber) subscriber).matches(topic)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static <L> List<L> observersOf(Hook<L> hook) {
        return hook.observers().stream().map(ObserverInfo::observer).toList();
    }
}
