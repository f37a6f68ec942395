package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Hook;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
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
 * <p><b>Order.</b> A broadcast reaches the subscribers of its broker first, then those of the ancestors, nearest first, and those of
 * the {@link #root() root} last. Within one broker, subscribers are called in the order in which they subscribed; those with a
 * pattern, those that receive deliveries and those that subscribed to retained messages are called after the others of the same
 * broker, in their own order. A subscriber that subscribes twice in the same way is subscribed once, by identity.
 *
 * <p>A thread's broadcasts reach every subscriber in the order of broadcast. A broadcast that a subscriber makes to a topic with the
 * same first token therefore waits until the running one has reached all its subscribers, and returns before it is delivered;
 * its failures are thrown to the outer broadcaster. A broadcast to another topic is delivered at once.
 *
 * <p><b>Threads.</b> All methods are safe from any thread. Subscribers run on the broadcaster's thread with no lock held,
 * except asynchronous ones. A running broadcast continues with the subscribers that it found at each broker, but never
 * calls one whose subscription was closed before its turn.
 *
 * <p><b>Errors.</b> All subscribers are called, whatever the others throw; then one {@link EventHookException} with all
 * failures is thrown to the broadcaster, the first as its cause, the others suppressed. Only a {@link VirtualMachineError}
 * ends the delivery of its message; it is rethrown after the nested broadcasts that wait were delivered.
 *
 * <p><b>Lifetime.</b> There is one broker per topic in the JVM as long as it or one below it is strongly reachable, or has a
 * subscriber (of any kind, including observers of {@link #broadcastSent()} and {@link #unrouted()}), a responder, a publisher, a
 * queued message or is to retain messages, because a broadcast by name could still reach it. Any other broker is collectable and,
 * when it is looked up again, is created anew without any visible difference. Publishers are held weakly, subscribers strongly until
 * their subscription is closed.
 */
public final class EventBroker {
    private static final Children ROOTS = new Children();
    private static final Responders OF_EVERY_TOPIC = new Responders("every topic", () -> {});

    static {
        BroadcastChain.prepare();
    }

    private final @Nullable Topic topic;
    private final String namespace;
    private final @Nullable EventBroker parent;
    private final Children children;
    private final SubscriberHooks hooks;
    private final SubscriberRegistry subscribers;
    private final Responders responders;
    private final Publishers publishers = new Publishers(this);
    private final Backlog backlog = new Backlog();

    /** Creates the root broker. */
    private EventBroker() {
        this.topic = null;
        this.namespace = "";
        this.parent = null;
        this.children = ROOTS;
        this.hooks = SubscriberHooks.ofRoot(this::demandChanged);
        this.subscribers = new SubscriberRegistry(this, hooks);
        this.responders = OF_EVERY_TOPIC;
    }

    private EventBroker(@Nullable EventBroker parent, Topic topic) {
        this.topic = topic;
        this.namespace = topic.toString();
        this.parent = parent;
        this.children = new Children();
        this.hooks = SubscriberHooks.of(parent == null ? null : parent.hooks, namespace, this::demandChanged);
        this.subscribers = new SubscriberRegistry(this, hooks);
        this.responders = new Responders(namespace, this::updateUse);
    }

    /** Holds the root broker, which is created when it is first used. */
    private static final class Root {
        static final EventBroker BROKER = new EventBroker();
    }

    static EventBroker create(@Nullable EventBroker parent, String token) {
        return new EventBroker(
                parent, parent == null ? Topic.of(token) : parent.topic().child(token));
    }

    /**
     * Returns the root broker, which every broadcast of the JVM reaches after all other brokers. Patterns of its subscribers match
     * whole topics. It has no topic itself: messages cannot be broadcast to it, and it has no publishers.
     *
     * <pre>{@code
     * EventBroker.root().subscribeDeliveries(delivery -> System.out.println(delivery.topic() + ": " + delivery.message()));
     * }</pre>
     *
     * @return the root broker; always the same instance
     */
    public static EventBroker root() {
        return Root.BROKER;
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
        return children.getOrCreate(isRoot() ? null : this, token);
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
     * @return the topic's tokens, outermost first, separated by dots; empty for the root broker
     */
    public String namespace() {
        return namespace;
    }

    /**
     * Returns the topic of this broker.
     *
     * @return the topic
     * @throws UnsupportedOperationException if this is the root broker
     */
    public Topic topic() {
        if (topic == null) {
            throw new UnsupportedOperationException("The root broker receives every topic and has none itself;"
                    + " take the broker of a topic, such as EventBroker.of(\"news\")");
        }
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
        return subscribers.subscribe(requireNonNull(subscriber, "subscriber"));
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
        return subscribers.subscribe(new TypedSubscriber<>(type, subscriber), false);
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
        return subscribers.subscribe(DeliverySubscriber.ofMessages(topics, depth(), subscriber), false);
    }

    /**
     * Subscribes to all messages that reach this broker, with their topics and numbers.
     *
     * @param subscriber called on the broadcaster's thread with every message whose broadcast starts after this method has
     *     returned; its exceptions are thrown to the broadcaster after all subscribers have run
     * @return the subscription; the existing one if the same subscriber is already subscribed
     * @throws NullPointerException if {@code subscriber} is null
     */
    public Subscription subscribeDeliveries(Consumer<? super Delivery<Object>> subscriber) {
        return subscribers.subscribe(DeliverySubscriber.ofAll(requireNonNull(subscriber, "subscriber")), false);
    }

    /**
     * Subscribes to the messages of one type that reach this broker, with their topics and numbers.
     *
     * @param type the type of the messages; a primitive type stands for its wrapper class
     * @param subscriber called like that of {@link #subscribe(Class, Consumer)}
     * @param <T> the type of the messages
     * @return the subscription; the existing one if the same subscriber is already subscribed to this type
     * @throws NullPointerException if an argument is null
     */
    public <T> Subscription subscribeDeliveries(Class<T> type, Consumer<? super Delivery<T>> subscriber) {
        requireNonNull(type, "type");
        requireNonNull(subscriber, "subscriber");
        return subscribers.subscribe(DeliverySubscriber.of(type, subscriber), false);
    }

    /**
     * Subscribes to the messages that are broadcast to the topics below this broker that match a pattern, with their topics and
     * numbers.
     *
     * @param pattern a pattern like that of {@link #subscribe(String, Consumer)}
     * @param subscriber called like that of {@link #subscribe(String, Consumer)}
     * @return the subscription; the existing one if the same subscriber is already subscribed to this pattern
     * @throws IllegalArgumentException if a token of the pattern is empty or invalid, or {@code >} is not the last
     * @throws NullPointerException if an argument is null
     */
    public Subscription subscribeDeliveries(String pattern, Consumer<? super Delivery<Object>> subscriber) {
        TopicPattern topics = TopicPattern.of(pattern);
        requireNonNull(subscriber, "subscriber");
        return subscribers.subscribe(DeliverySubscriber.of(topics, depth(), subscriber), false);
    }

    Subscription subscribeMethod(MethodSubscriber subscriber, boolean isForAgent) {
        return subscribers.subscribe(subscriber, isForAgent);
    }

    /**
     * Subscribes to all messages that reach this broker, without making the broadcaster wait for the subscriber.
     *
     * <p>Messages are queued on the broadcaster's thread and delivered on the executor, one at a time and in order; everything
     * that the broadcaster did before is visible to the subscriber. A slow subscriber delays no other code, except with
     * {@link OverflowPolicy#BLOCK}. Its exceptions are reported to {@link dev.observatory.hook.ObserverErrors}. If the executor
     * rejects a task, all queued messages are dropped and the rejection is reported there too; the next message tries again. If
     * the executor discards a task without an exception, later messages submit it again, a second after the first attempt or later.
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
        AsyncSubscriber added = async(executor, capacity, policy, subscriber);
        return new AsyncConnection(subscribers.subscribe((Consumer<Object>) added), added.queue());
    }

    /**
     * Subscribes to the messages of one type that reach this broker, without making the broadcaster wait for the subscriber. Other
     * messages are not queued.
     *
     * @param type the type of the messages; a primitive type stands for its wrapper class
     * @param executor as for {@link #subscribeAsync(Executor, int, OverflowPolicy, Consumer)}
     * @param capacity the number of messages that may wait, at least 1
     * @param policy what happens to a message when the queue is full
     * @param subscriber called on the executor with every message of this type whose broadcast starts after this method has
     *     returned
     * @param <T> the type of the messages
     * @return the subscription, with its counters; each call makes a separate one
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // Only instances of the boxed type, which is what T stands for, are queued.
    public <T> AsyncSubscription subscribeAsync(
            Class<T> type, Executor executor, int capacity, OverflowPolicy policy, Consumer<? super T> subscriber) {
        requireNonNull(type, "type");
        AsyncSubscriber added = async(executor, capacity, policy, (Consumer<Object>) subscriber);
        TypedSubscriber<?> typed = new TypedSubscriber<>(type, added);
        return new AsyncConnection(subscribers.subscribe(typed, false), added.queue());
    }

    /**
     * Subscribes to the messages that are broadcast to the topics below this broker that match a pattern, without making the
     * broadcaster wait for the subscriber. Other messages are not queued.
     *
     * @param pattern a pattern like that of {@link #subscribe(String, Consumer)}
     * @param executor as for {@link #subscribeAsync(Executor, int, OverflowPolicy, Consumer)}
     * @param capacity the number of messages that may wait, at least 1
     * @param policy what happens to a message when the queue is full
     * @param subscriber called on the executor with every matching message whose broadcast starts after this method has returned
     * @return the subscription, with its counters; each call makes a separate one
     * @throws IllegalArgumentException if {@code capacity} is less than 1, a token of the pattern is empty or invalid, or
     *     {@code >} is not the last
     * @throws NullPointerException if an argument is null
     */
    public AsyncSubscription subscribeAsync(
            String pattern, Executor executor, int capacity, OverflowPolicy policy, Consumer<Object> subscriber) {
        TopicPattern topics = TopicPattern.of(pattern);
        AsyncSubscriber added = async(executor, capacity, policy, subscriber);
        return new AsyncConnection(
                subscribers.subscribe(DeliverySubscriber.ofMessages(topics, depth(), added), false), added.queue());
    }

    private AsyncSubscriber async(Executor executor, int capacity, OverflowPolicy policy, Consumer<Object> subscriber) {
        requireNonNull(executor, "executor");
        BoundedQueue messages = new BoundedQueue(capacity, requireNonNull(policy, "policy"));
        requireNonNull(subscriber, "subscriber");
        AsyncSubscriber made = new AsyncSubscriber(hooks.sent().name(), executor, messages, subscriber);
        QueueWaits.add(made);
        return made;
    }

    /**
     * Makes this broker retain the last message that reaches it, and replay it to each later subscriber. The same as
     * {@link #replay(int) replay(1)}.
     *
     * <pre>{@code
     * EventBroker status = EventBroker.of("status").sticky();
     * status.broadcast("ready");
     * status.subscribe(message -> System.out.println(message));
     * }</pre>
     *
     * @return this broker
     */
    public EventBroker sticky() {
        return replay(1);
    }

    /**
     * Makes this broker retain the last messages that reach it, and replay them to each later subscriber, of this broker or of an
     * ancestor, for which they are selected. Observers of {@link #broadcastSent()} receive none of them.
     *
     * <p>Retained messages are replayed on the thread that subscribes, before it returns, oldest first. Every later message follows
     * exactly once; those of other threads that are broadcast during the replay are delivered at its end by the thread
     * that subscribes. Exceptions of the subscriber during the replay are reported to
     * {@link dev.observatory.hook.ObserverErrors}.
     *
     * <p>Messages that reach this broker are delivered one at a time and in one order, the order of their numbers, so that each
     * subscriber ends with the message that is retained. A thread that broadcasts while another is delivering hands its
     * message over to that and returns; the failures of its subscribers are then reported to
     * {@link dev.observatory.hook.ObserverErrors}.
     *
     * @param count the number of messages to retain; fewer than before releases the oldest, 0 ends it
     * @return this broker
     * @throws IllegalArgumentException if {@code count} is negative
     */
    public EventBroker replay(int count) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "Count [" + count + "] must not be negative; pass the number of messages to retain, or 0 for none");
        }
        BrokerLock.LOCK.lock();
        try {
            Retention present = hooks.retention();
            Retention retention = present == null ? new Retention() : present;
            retention.resize(count);
            hooks.retain(count == 0 ? null : retention);
            Retention.setRetaining(this, count > 0);
        } finally {
            BrokerLock.LOCK.unlock();
        }
        demandChanged();
        return this;
    }

    /**
     * Registers a responder, which replies to the requests of one type that reach this broker.
     *
     * @param type the type of the requests; a primitive type stands for its wrapper class
     * @param responder called on the thread that makes a request, unless an earlier responder has replied. Its result is the
     *     reply; a {@link java.util.concurrent.CompletionStage} replies with its value when it completes. Null, also as that value,
     *     is no reply. If it throws, the next responder is called
     * @param <Q> the type of the requests
     * @param <R> the type of the replies
     * @return the registration, which ends when it is closed; each call makes a separate one
     * @throws NullPointerException if an argument is null
     */
    public <Q, R extends @Nullable Object> Subscription respond(
            Class<Q> type, Function<? super Q, ? extends R> responder) {
        requireNonNull(type, "type");
        return responders.add(type, requireNonNull(responder, "responder"));
    }

    /**
     * Makes a request of the responders of this broker and its ancestors, nearest first, and of the root last, each in the order of
     * registration, until one has replied.
     *
     * <pre>{@code
     * EventBroker prices = EventBroker.of("prices");
     * prices.respond(String.class, article -> article.length() * 10);
     * CompletableFuture<Integer> price = prices.request("tea", Integer.class, Duration.ofSeconds(1));
     * }</pre>
     *
     * <p>A request is not a broadcast: subscribers do not receive it, and it is never queued. A responder whose reply is not available
     * yet does not keep the next one from being called; the first reply counts and the others are ignored. When the future has
     * completed, nothing of this request is retained.
     *
     * @param request any object
     * @param replyType the type of the reply; a primitive type stands for its wrapper class. A reply of another type is a failure of
     *     its responder
     * @param timeout how long to wait for a reply, from the time when all responders have been called; longer than zero
     * @param <R> the type of the reply
     * @return completes with the first reply. Fails with a {@link NoReplyException} as soon as all responders have finished without
     *     one, or there is none, and with a {@link java.util.concurrent.TimeoutException} after the timeout
     * @throws IllegalArgumentException if {@code timeout} is zero or negative
     * @throws UnsupportedOperationException if this is the root broker
     * @throws NullPointerException if an argument is null
     */
    public <R> CompletableFuture<R> request(Object request, Class<R> replyType, Duration timeout) {
        requireNonNull(request, "request");
        requireNonNull(replyType, "replyType");
        requireNonNull(timeout, "timeout");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "Timeout [" + timeout + "] must be longer than zero; pass the time to wait for a reply");
        }
        PendingRequest<R> pending = new PendingRequest<>(topic(), request, replyType);
        for (EventBroker broker = this; broker != null; broker = broker.parent) {
            broker.responders.call(pending);
        }
        OF_EVERY_TOPIC.call(pending);
        return pending.await(timeout);
    }

    /**
     * Makes a request whose reply may be of any type.
     *
     * @param request any object
     * @param timeout how long to wait for a reply; longer than zero
     * @return as for {@link #request(Object, Class, Duration)}
     * @throws IllegalArgumentException if {@code timeout} is zero or negative
     * @throws UnsupportedOperationException if this is the root broker
     * @throws NullPointerException if an argument is null
     */
    public CompletableFuture<Object> request(Object request, Duration timeout) {
        return request(request, Object.class, timeout);
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
     * Returns the hook that emits every message that reaches this broker, on the broadcaster's thread. Subscribers that receive
     * messages by type, or all of them, are observers of the same hook, so that its observers and they are called in one order.
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
     * synchronous subscriber has returned. If a subscriber on this thread calls it while a broadcast to a topic with the same first
     * token is being delivered, the message follows that one, and this method returns at once.
     *
     * @param message any object
     * @throws EventHookException if a subscriber failed, after all of them were called
     * @throws IllegalStateException if this broadcast is nested a million levels deep: brokers publish to one another in a cycle
     * @throws UnsupportedOperationException if this is the root broker
     * @throws NullPointerException if {@code message} is null
     */
    public void broadcast(Object message) {
        requireNonNull(message, "message");
        BroadcastChain.broadcast(hooks, topic(), message);
    }

    /**
     * Adds a message to this broker's queue, where it is kept until {@link #broadcastQueue()} is called. The queue is unbounded.
     *
     * @param message any object
     * @throws UnsupportedOperationException if this is the root broker
     * @throws NullPointerException if {@code message} is null
     */
    public void queueUp(Object message) {
        requireNonNull(message, "message");
        topic();
        backlog.add(message);
        LiveBrokers.update(this);
    }

    /**
     * Broadcasts the queued messages, oldest first, and then those that were queued in the meantime, until none is left.
     *
     * <p>Each message is broadcast once, also if several threads call this method: each takes the oldest message that is left,
     * and may return while another thread is still broadcasting its last one. A failing subscriber stops neither the delivery of
     * its message nor that of the next. After a {@link VirtualMachineError} the messages not yet taken stay queued. If a subscriber
     * calls this method while a broadcast to a topic with the same first token is being delivered, the messages follow that one.
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
     * payloads on demand does not create them needlessly. What its demand listener throws is reported to
     * {@link dev.observatory.hook.ObserverErrors}. The broker holds the hook weakly. Brokers whose hooks publish to one another in a
     * cycle broadcast until a limit is reached; see {@link #broadcast}.
     *
     * @param hook the publisher, by identity; has no effect if it is already a publisher of this broker
     * @param <T> the type of its payloads, which must not be null
     * @return whether this call added it
     * @throws IllegalArgumentException if the hook is the {@link #broadcastSent()} of this broker or of an ancestor
     * @throws UnsupportedOperationException if this is the root broker
     * @throws NullPointerException if {@code hook} is null
     */
    public <T> boolean addPublisher(Hook<Consumer<T>> hook) {
        requireNonNull(hook, "hook");
        topic();
        if (SubscriberHooks.isSentByRoot(hook)) {
            throw new IllegalArgumentException(
                    "Broker [" + namespace
                            + "] cannot publish what the root broker sent, because that would broadcast endlessly; add another hook");
        }
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
        return isRoot() ? "root broker" : "broker [" + namespace + "]";
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

    boolean isRoot() {
        return topic == null;
    }

    /** Returns whether this broker must be held even without a reference to it. */
    boolean isInUse() {
        return hooks.isObserved()
                || hooks.retention() != null
                || !responders.isEmpty()
                || !publishers.isEmpty()
                || !backlog.isEmpty();
    }

    /** Connects the publishers if necessary; a second subscriber may get here before the thread of the first one has done so. */
    void publishersDemandChanged() {
        publishers.demandChanged();
    }

    /** Under the lock, only what runs no foreign code: whoever holds it connects the publishers after that. */
    private void demandChanged() {
        updateUse();
        if (!BrokerLock.LOCK.isHeldByCurrentThread()) {
            publishers.demandChanged();
        }
    }

    private void updateUse() {
        LiveBrokers.update(this);
    }

    /** Returns the number of tokens in the topic. */
    private int depth() {
        return topic == null ? 0 : topic.tokens().size();
    }

    private static boolean isSame(Object one, Object other) {
        return one == other;
    }
}
