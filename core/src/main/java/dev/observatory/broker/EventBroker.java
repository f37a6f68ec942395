package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Hook;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The broker of one topic: delivers messages that are broadcast to the topic, or below it, to its subscribers.
 *
 * <pre>{@code
 * EventBroker news = EventBroker.of("news");
 * EventBroker sports = news.child("sports");
 * news.subscribe(message -> System.out.println("news: " + message));
 * Subscription scores = sports.subscribe(Score.class, score -> System.out.println(score.home()));
 * sports.broadcast(new Score(3, 1));
 * scores.close();
 * }</pre>
 *
 * <p><b>Order.</b> A broadcast reaches the subscribers of its broker first, then those of the ancestors, nearest first.
 * Within one broker, subscribers are called in the order in which they subscribed; pattern subscribers are called after the
 * others of the same broker, in their own order. A subscriber that subscribes twice in the same way is subscribed once, by
 * identity.
 *
 * <p><b>Threads.</b> All methods are safe from any thread. Subscribers run on the broadcaster's thread with no lock held,
 * except asynchronous ones. A running broadcast continues with the subscribers that it found at each broker, but never
 * calls one whose subscription was closed before its turn.
 *
 * <p><b>Errors.</b> All subscribers are called, whatever the others throw; then one {@link EventHookException} with all
 * failures is thrown to the broadcaster, the first as its cause, the others suppressed. Only a {@link VirtualMachineError}
 * is rethrown at once.
 *
 * <p><b>Lifetime.</b> There is one broker per topic in the JVM as long as it or one below it is strongly reachable, or has a
 * subscriber (of any kind, including observers of {@link #broadcastSent()} and {@link #unrouted()}), a publisher or a queued
 * message, because a broadcast by name could still reach it. Any other broker is collectable and, when it is looked up
 * again, is created anew without any visible difference. Publishers are held weakly, subscribers strongly until their
 * subscription is closed.
 */
public final class EventBroker {
    private static final Children ROOTS = new Children();

    private final Topic topic;
    private final String namespace;
    private final @Nullable EventBroker parent;
    private final Children children = new Children();
    private final SubscriberHooks hooks;
    private final Publishers publishers = new Publishers(this);
    private final Backlog backlog = new Backlog();

    EventBroker(@Nullable EventBroker parent, String token) {
        this.parent = parent;
        this.topic = parent == null ? Topic.of(token) : parent.topic.child(token);
        this.namespace = topic.toString();
        this.hooks = new SubscriberHooks(parent == null ? null : parent.hooks, namespace, this::demandChanged);
    }

    /**
     * Returns the broker of a topic.
     *
     * @param path tokens separated by dots; {@code of("news.sports")} is {@code of("news").child("sports")}
     * @return the broker; the same instance while it is in use
     * @throws IllegalArgumentException if a token is empty or invalid; the message names the token and the reason
     * @throws NullPointerException if {@code path} is null
     */
    public static EventBroker of(String path) {
        Topic topic = Topic.of(path);
        Publishers.removeCollected();
        EventBroker broker = ROOTS.getOrCreate(null, topic.tokens().get(0));
        for (String token : topic.tokens().subList(1, topic.tokens().size())) {
            broker = broker.children.getOrCreate(broker, token);
        }
        return broker;
    }

    /**
     * Returns the broker directly below this one.
     *
     * @param token the last token of its topic; one token, no dots
     * @return the broker; the same instance while it is in use
     * @throws IllegalArgumentException if the token is empty or invalid; the message contains the reason
     * @throws NullPointerException if {@code token} is null
     */
    public EventBroker child(String token) {
        requireNonNull(token, "token");
        Publishers.removeCollected();
        return children.getOrCreate(this, token);
    }

    /**
     * Subscribes the static methods that a class itself declares and tags {@link Subscribes}, including private ones. Instance
     * methods are ignored.
     *
     * @param subscribers the class
     * @return a subscription that closes all of them; it is open while one of them is
     * @throws IllegalArgumentException if no static method is tagged, or a tagged one cannot be subscribed; the message
     *     lists all mismatches, and nothing was subscribed
     * @throws NullPointerException if {@code subscribers} is null
     */
    public static Subscription register(Class<?> subscribers) {
        return SubscriberMethods.register(requireNonNull(subscribers, "subscribers"), null);
    }

    /**
     * Subscribes the instance methods of an object that are tagged {@link Subscribes}, including private ones and those of its
     * superclasses and interfaces; an overridden method is subscribed once. The methods of a class are subscribed in the order
     * of their names, after those of its subclasses. An object that is registered twice is subscribed once.
     *
     * @param subscribers the object, held strongly until the subscription is closed; for a {@link Class}, its static methods are
     *     subscribed
     * @return a subscription that closes all of them; it is open while one of them is
     * @throws IllegalArgumentException if no instance method is tagged, or a tagged one cannot be subscribed; the message
     *     lists all mismatches, and nothing was subscribed
     * @throws NullPointerException if {@code subscribers} is null
     */
    public static Subscription register(Object subscribers) {
        requireNonNull(subscribers, "subscribers");
        return subscribers instanceof Class<?> type
                ? register(type)
                : SubscriberMethods.register(subscribers.getClass(), subscribers);
    }

    /**
     * Returns the full name of this broker.
     *
     * @return the topic's tokens, outermost first, separated by dots
     */
    public String namespace() {
        return namespace;
    }

    /**
     * Returns the topic of this broker.
     *
     * @return the topic
     */
    public Topic topic() {
        return topic;
    }

    /**
     * Subscribes to all messages that reach this broker.
     *
     * @param subscriber called on the broadcaster's thread with every message whose broadcast starts after this method has
     *     returned; its exceptions are thrown to the broadcaster after all subscribers have run
     * @return the subscription; the existing one if the same subscriber is already subscribed
     * @throws NullPointerException if {@code subscriber} is null
     */
    public Subscription subscribe(Consumer<Object> subscriber) {
        return connectPublishers(hooks.sent().connect(requireNonNull(subscriber, "subscriber")));
    }

    /**
     * Subscribes to the messages of one type that reach this broker.
     *
     * @param type the type of the messages; a primitive type stands for its wrapper class
     * @param subscriber called on the broadcaster's thread with every message of this type whose broadcast starts after this
     *     method has returned; its exceptions are thrown to the broadcaster after all subscribers have run
     * @param <T> the type of the messages
     * @return the subscription; the existing one if the same subscriber is already subscribed to this type
     * @throws NullPointerException if an argument is null
     */
    public <T> Subscription subscribe(Class<T> type, Consumer<? super T> subscriber) {
        requireNonNull(type, "type");
        requireNonNull(subscriber, "subscriber");
        return connectPublishers(hooks.subscribe(new TypedSubscriber<>(type, subscriber)));
    }

    /**
     * Subscribes to the messages that are broadcast to the topics below this broker that match a pattern.
     *
     * @param pattern a pattern relative to this broker's topic: tokens separated by dots; {@code *} matches any one token, and
     *     {@code >} as the last token matches one or more. Broadcasts to this broker itself match no pattern
     * @param subscriber called on the broadcaster's thread with every matching message whose broadcast starts after this
     *     method has returned; its exceptions are thrown to the broadcaster after all subscribers have run
     * @return the subscription; the existing one if the same subscriber is already subscribed to this pattern
     * @throws IllegalArgumentException if a token of the pattern is empty or invalid, or {@code >} is not the last
     * @throws NullPointerException if an argument is null
     */
    public Subscription subscribe(String pattern, Consumer<Object> subscriber) {
        TopicPattern topics = TopicPattern.of(pattern);
        requireNonNull(subscriber, "subscriber");
        return connectPublishers(
                hooks.subscribe(new PatternSubscriber(topics, topic.tokens().size(), subscriber)));
    }

    Subscription subscribeMethod(MethodSubscriber subscriber, boolean isForAgent) {
        return connectPublishers(hooks.subscribe(subscriber, isForAgent));
    }

    /**
     * Subscribes to all messages that reach this broker, without making the broadcaster wait for the subscriber.
     *
     * <p>Messages are queued on the broadcaster's thread and delivered on the executor, one at a time and in order; everything
     * that the broadcaster did before is visible to the subscriber. A slow subscriber delays no other code, except with
     * {@link OverflowPolicy#BLOCK}. Its exceptions are reported to {@link dev.observatory.hook.ObserverErrors}. If the executor
     * rejects a task, all queued messages are dropped and the rejection is reported there too; the next message tries again.
     *
     * @param executor runs the subscriber, in turns of limited length
     * @param capacity the number of messages that may wait, at least 1
     * @param policy what happens to a message when the queue is full
     * @param subscriber called on the executor with every message whose broadcast starts after this method has returned
     * @return the subscription, with its counters; each call makes a separate one
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     * @throws NullPointerException if an argument is null
     */
    public AsyncSubscription subscribeAsync(
            Executor executor, int capacity, OverflowPolicy policy, Consumer<Object> subscriber) {
        requireNonNull(executor, "executor");
        BoundedQueue messages = new BoundedQueue(capacity, requireNonNull(policy, "policy"));
        requireNonNull(subscriber, "subscriber");
        AsyncSubscriber added = new AsyncSubscriber(namespace, executor, messages, subscriber);
        return new AsyncConnection(connectPublishers(hooks.sent().connect(added)), messages);
    }

    /**
     * Returns a Reactive Streams publisher of the messages that reach this broker, with a buffer of
     * {@link Flow#defaultBufferSize()} messages per subscriber. If the buffer overflows, the stream of that subscriber fails
     * with an {@link OverflowException}, so that no message is lost silently.
     *
     * @return the publisher
     */
    public BrokerPublisher asPublisher() {
        return asPublisher(Flow.defaultBufferSize(), OverflowPolicy.ERROR);
    }

    /**
     * Returns a Reactive Streams publisher of the messages that reach this broker.
     *
     * @param capacity the number of messages that may wait for each subscriber, at least 1
     * @param policy what happens to a message when the buffer is full; {@link OverflowPolicy#ERROR} ends the stream of that
     *     subscriber and does not affect the broadcaster
     * @return the publisher
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     * @throws NullPointerException if {@code policy} is null
     */
    public BrokerPublisher asPublisher(int capacity, OverflowPolicy policy) {
        BoundedQueue.checkCapacity(capacity);
        return new BrokerPublisher(this, capacity, requireNonNull(policy, "policy"));
    }

    /**
     * Returns the hook that emits every message that reaches this broker, on the broadcaster's thread. Subscribers without a
     * pattern are observers of the same hook, so that its observers and they are called in one order.
     *
     * @return the connect side
     */
    public Hook1<Object> broadcastSent() {
        return hooks.sent();
    }

    /**
     * Returns the hook that emits every message broadcast to this broker or below it that matches no subscriber, neither of the
     * broker to which it was broadcast nor of any of its ancestors. While this hook is observed, each broadcast first searches
     * for a matching subscriber; without one, the message is emitted, on the broadcaster's thread, by this hook of the broker
     * and then of its ancestors, nearest first. Unobserved, unrouted messages are dropped silently.
     *
     * @return the connect side
     */
    public Hook1<UnroutedMessage> unrouted() {
        return hooks.unrouted();
    }

    /**
     * Delivers a message to the subscribers of this broker and its ancestors, on this thread, and returns when the last
     * synchronous subscriber has returned.
     *
     * @param message any object
     * @throws EventHookException if a subscriber failed, after all of them were called
     * @throws NullPointerException if {@code message} is null
     */
    public void broadcast(Object message) {
        hooks.broadcast(topic, requireNonNull(message, "message"));
    }

    /**
     * Adds a message to this broker's queue, where it is kept until {@link #broadcastQueue()} is called. The queue is unbounded.
     *
     * @param message any object
     * @throws NullPointerException if {@code message} is null
     */
    public void queueUp(Object message) {
        backlog.add(requireNonNull(message, "message"));
        LiveBrokers.update(this);
    }

    /**
     * Broadcasts the queued messages, oldest first, and then those that were queued in the meantime, until none is left.
     *
     * <p>Each message is broadcast once, also if several threads call this method: each takes the oldest message that is left,
     * and may return while another thread is still broadcasting its last one. A failing subscriber stops neither the delivery of
     * its message nor that of the next. After a {@link VirtualMachineError} the messages not yet taken stay queued.
     *
     * @return the number of messages that this call broadcast
     * @throws EventHookException if subscribers failed, after all messages were broadcast; one exception with all failures
     */
    public int broadcastQueue() {
        try {
            return backlog.drain(this::broadcast);
        } finally {
            LiveBrokers.update(this);
        }
    }

    /**
     * Adds a publisher: a hook whose payloads are broadcast from now on, on the emitter's thread. Failures of subscribers are
     * failures of an observer of that hook, to which its error policy applies.
     *
     * <p>The broker observes the hook only while this broker or an ancestor has an observer, so that a hook which creates its
     * payloads on demand does not create them needlessly. It holds the hook weakly. Brokers whose hooks publish to one another
     * in a cycle broadcast endlessly.
     *
     * @param hook the publisher, by identity; has no effect if it is already a publisher of this broker
     * @param <T> the type of its payloads, which must not be null
     * @return whether this call added it
     * @throws IllegalArgumentException if the hook is the {@link #broadcastSent()} of this broker or of an ancestor
     * @throws NullPointerException if {@code hook} is null
     */
    public <T> boolean addPublisher(Hook<Consumer<T>> hook) {
        requireNonNull(hook, "hook");
        for (EventBroker broker = this; broker != null; broker = broker.parent) {
            if (isSame(hook, broker.hooks.sent())) {
                throw new IllegalArgumentException("Broker [" + namespace + "] cannot publish what broker ["
                        + broker.namespace + "] sent, because that would broadcast endlessly; add another hook");
            }
        }
        return publishers.add(hook);
    }

    /**
     * Removes a publisher: its payloads are no longer broadcast, and this broker releases it.
     *
     * @param hook the publisher, by identity
     * @return whether it was a publisher of this broker
     * @throws NullPointerException if {@code hook} is null
     */
    public boolean removePublisher(Hook<?> hook) {
        return publishers.remove(requireNonNull(hook, "hook"));
    }

    @Override
    public String toString() {
        return "broker [" + namespace + "]";
    }

    @Nullable
    EventBroker parent() {
        return parent;
    }

    Children children() {
        return children;
    }

    Publishers publishers() {
        return publishers;
    }

    static Children roots() {
        return ROOTS;
    }

    SubscriberHooks hooks() {
        return hooks;
    }

    /** Returns whether this broker must be held even without a reference to it. */
    boolean isInUse() {
        return hooks.isObserved() || !publishers.isEmpty() || !backlog.isEmpty();
    }

    /** Connects the publishers if necessary; a second subscriber may get here before the thread of the first one has done so. */
    Subscription connectPublishers(Subscription subscription) {
        publishers.demandChanged();
        return subscription;
    }

    private void demandChanged() {
        LiveBrokers.update(this);
        publishers.demandChanged();
    }

    private static boolean isSame(Object one, Object other) {
        return one == other;
    }
}
