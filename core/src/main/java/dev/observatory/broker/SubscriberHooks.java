package dev.observatory.broker;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Hook;
import dev.observatory.hook.HookOptions;
import dev.observatory.hook.ObserverInfo;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of one broker, to which its subscribers are connected, linked to those of its parent: everything that a broadcast
 * reaches.
 *
 * <p>Subscribers that need more than the message are observers of a hook of their own, for deliveries. A broadcast that reaches
 * none of them, no broker that retains messages and no observer of unrouted messages only emits the message, level by level.
 */
final class SubscriberHooks {
    private static final AtomicLong LAST_TREE = new AtomicLong();

    /** The hooks of the root broker; null until that is first used, so that until then no broadcast looks at them. */
    private static volatile @Nullable SubscriberHooks root;

    private final @Nullable SubscriberHooks parent;
    private final boolean isRoot;
    private final long tree;
    private final EventHook<Object> sent;
    private final EventHook<Delivery<Object>> deliveries;
    private final EventHook<UnroutedMessage> unrouted;
    private volatile @Nullable Retention retention;

    private SubscriberHooks(@Nullable SubscriberHooks parent, String name, boolean isRoot, Runnable onDemand) {
        this.parent = parent;
        this.isRoot = isRoot;
        this.tree = parent == null ? LAST_TREE.incrementAndGet() : parent.tree;
        this.sent = new EventHook<>(HookOptions.named(name).onDemand(onDemand));
        this.deliveries = new EventHook<>(HookOptions.named(name).onDemand(onDemand));
        this.unrouted = new EventHook<>(HookOptions.named(name + " unrouted").onDemand(onDemand));
    }

    /**
     * Creates hooks without observers.
     *
     * @param parent the hooks of the parent; null for a top-level topic
     * @param onDemand called after one of the hooks got its first observer or lost its last one
     */
    static SubscriberHooks of(@Nullable SubscriberHooks parent, String namespace, Runnable onDemand) {
        return new SubscriberHooks(parent, namespace, false, onDemand);
    }

    /** Creates the hooks of the root broker, which broadcasts reach from now on. To be called once. */
    static SubscriberHooks ofRoot(Runnable onDemand) {
        SubscriberHooks made = new SubscriberHooks(null, "every topic", true, onDemand);
        root = made;
        return made;
    }

    /** Returns whether a hook is the one that emits every message of the JVM. */
    static boolean isSentByRoot(Hook<?> hook) {
        SubscriberHooks present = root;
        return present != null && hook.equals(present.sent);
    }

    EventHook<Object> sent() {
        return sent;
    }

    EventHook<Delivery<Object>> deliveries() {
        return deliveries;
    }

    EventHook<UnroutedMessage> unrouted() {
        return unrouted;
    }

    @Nullable
    Retention retention() {
        return retention;
    }

    void retain(@Nullable Retention newRetention) {
        retention = newRetention;
    }

    /** Returns the number of the top-level topic that this belongs to, never 0. */
    long tree() {
        return tree;
    }

    /** Returns the hooks that a broadcast reaches after these; null for those of the root, and of a top-level topic without it. */
    @Nullable
    SubscriberHooks above() {
        SubscriberHooks above = parent;
        return above != null || isRoot ? above : root;
    }

    boolean isAtOrBelow(SubscriberHooks other) {
        for (SubscriberHooks level = this; level != null; level = level.above()) {
            if (level == other) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an observer is connected to this broker itself. */
    boolean isObserved() {
        return sent.hasOwnObservers() || needsDelivery();
    }

    /** Returns whether a broadcast would reach an observer or a retention, of this broker or of an ancestor. */
    boolean reachesObservers() {
        for (SubscriberHooks level = this; level != null; level = level.above()) {
            if (level.isObserved() || level.retention != null) {
                return true;
            }
        }
        return false;
    }

    private boolean needsDelivery() {
        return deliveries.hasOwnObservers() || unrouted.hasOwnObservers();
    }

    /** Delivers a message to this broker and its ancestors, or, if none of their subscribers matches, emits it as unrouted. */
    void broadcast(Topic topic, Object message) {
        for (SubscriberHooks level = this; level != null; level = level.parent) {
            if (level.needsDelivery() || level.retention != null) {
                broadcastDelivery(topic, message);
                return;
            }
        }
        SubscriberHooks last = root;
        if (last != null && (last.isObserved() || last.retention != null)) {
            broadcastDelivery(topic, message);
            return;
        }
        Throwable failures = null;
        for (SubscriberHooks level = this; level != null; level = level.parent) {
            failures = emit(level.sent, message, failures);
        }
        Failures.rethrow(failures);
    }

    private void broadcastDelivery(Topic topic, Object message) {
        Retention topmost = null;
        for (SubscriberHooks level = this; level != null; level = level.above()) {
            Retention present = level.retention;
            topmost = present == null ? topmost : present;
        }
        if (topmost == null) {
            deliver(new Delivery<>(topic, message, Retention.nextSequence()));
        } else {
            topmost.broadcast(this, topic, message);
        }
    }

    /** Delivers a numbered message to this broker and its ancestors, or emits it as unrouted. */
    void deliver(Delivery<Object> delivery) {
        Throwable failures = null;
        if (isUnroutedObserved() && !hasReceiver(delivery)) {
            UnroutedMessage report = new UnroutedMessage(delivery.topic(), delivery.message());
            for (SubscriberHooks level = this; level != null; level = level.above()) {
                failures = emit(level.unrouted, report, failures);
            }
        } else {
            for (SubscriberHooks level = this; level != null; level = level.parent) {
                failures = level.emit(delivery, failures);
            }
            failures = deliverToRoot(delivery, failures);
        }
        Failures.rethrow(failures);
    }

    /** The root broker is reached by all topics, so a broadcast nested in one to another topic must not overtake that here. */
    private static @Nullable Throwable deliverToRoot(Delivery<Object> delivery, @Nullable Throwable failures) {
        SubscriberHooks last = root;
        if (last == null || !last.isObserved()) {
            return failures;
        }
        BroadcastChain enclosing = BroadcastChain.enclosing();
        if (enclosing == null) {
            return last.emit(delivery, failures);
        }
        enclosing.addRest(() -> Failures.rethrow(last.emit(delivery, null)));
        return failures;
    }

    private @Nullable Throwable emit(Delivery<Object> delivery, @Nullable Throwable earlier) {
        Throwable failures = emit(sent, delivery.message(), earlier);
        return deliveries.hasOwnObservers() ? emit(deliveries, delivery, failures) : failures;
    }

    /** Emits and returns the failures so far; throws a fatal error at once, with them suppressed. */
    private static <T> @Nullable Throwable emit(EventHook<T> hook, T payload, @Nullable Throwable failures) {
        try {
            hook.emit(payload);
            return failures;
        } catch (EventHookException failed) {
            return Failures.join(failures, failed);
        } catch (VirtualMachineError fatal) {
            Throwable joined = Failures.join(failures, fatal);
            throw joined instanceof VirtualMachineError error ? error : fatal;
        } catch (Throwable failed) {
            // Of foreign code that the hook calls to describe a failure, such as the exception's own toString().
            return Failures.join(failures, failed);
        }
    }

    private boolean isUnroutedObserved() {
        for (SubscriberHooks level = this; level != null; level = level.above()) {
            if (level.unrouted.hasOwnObservers()) {
                return true;
            }
        }
        return false;
    }

    private boolean hasReceiver(Delivery<Object> delivery) {
        for (SubscriberHooks level = this; level != null; level = level.above()) {
            if (hasReceiver(level.sent, delivery) || hasReceiver(level.deliveries, delivery)) {
                return true;
            }
        }
        return false;
    }

    private static <L> boolean hasReceiver(Hook<Consumer<L>> hook, Delivery<Object> delivery) {
        for (Consumer<L> observer : observersOf(hook)) {
            if (!(observer instanceof KeyedSubscriber keyed) || keyed.matches(delivery.topic(), delivery.message())) {
                return true;
            }
        }
        return false;
    }

    static <L> List<L> observersOf(Hook<L> hook) {
        return hook.observers().stream().map(ObserverInfo::observer).toList();
    }
}
