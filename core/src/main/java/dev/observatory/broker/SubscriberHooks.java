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
 * Those who listen at one broker, and through the parent those at its ancestors: whom a broadcast reaches.
 *
 * <p>Subscribers by pattern have a hook of their own, since they need to know the topic of a broadcast, and what
 * observers of {@link #sent()} get is the bare message.
 */
final class SubscriberHooks {
    private final @Nullable SubscriberHooks parent;
    private final EventHook<Object> sent;
    private final EventHook<Delivery> patterns;
    private final EventHook<UnroutedMessage> unrouted;

    /**
     * Creates an empty level.
     *
     * @param onDemand told whenever one of the hooks gets its first observer or loses its last
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

    /** Subscribes, unless the same subscription is there already; then that one is it. */
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

    /** Subscribes, unless the same subscription is there already; then that one is it. */
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

    /** Subscribes, unless the same subscription is there already; then that one is it. */
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

    /** Whether anybody listens at this very broker. */
    boolean isObserved() {
        return sent.isObserved() || patterns.isObserved() || unrouted.isObserved();
    }

    /** Whether a broadcast would be worth its while: somebody listens here or at an ancestor. */
    boolean reachesObservers() {
        for (SubscriberHooks level = this; level != null; level = level.parent) {
            if (level.isObserved()) {
                return true;
            }
        }
        return false;
    }

    /** Delivers to this audience and its ancestors', or tells those who ask for it that there is nobody. */
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
