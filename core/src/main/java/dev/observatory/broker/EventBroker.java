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
 * Where messages about one topic are broadcast and heard; a broker also hears everything that is broadcast below it.
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
 * <p><b>Order.</b> A broadcast is heard by the subscribers of its broker first, then by those of the ancestors, nearest
 * first. Within one broker, subscribers hear in the order in which they subscribed; those who subscribed by pattern hear
 * after the others of the same broker, in their own order. The same subscriber subscribed twice in the same way is
 * subscribed once, by identity.
 *
 * <p><b>Threads.</b> Everything is safe from any thread. Subscribers run on the broadcaster's thread with no lock held,
 * except asynchronous ones. A running broadcast goes on with the subscribers that it found at each broker, but never
 * calls one whose subscription was closed before its turn.
 *
 * <p><b>Errors.</b> All subscribers run, whatever the others throw; then one {@link EventHookException} carries all
 * failures to the broadcaster, the first as its cause, the others suppressed. Only a {@link VirtualMachineError} is
 * rethrown at once.
 *
 * <p><b>Lifetime.</b> A topic has one broker in the JVM as long as somebody holds it or one below it, or as long as it
 * or one below it has a subscriber (of any kind, observers of {@link #broadcastSent()} and {@link #unrouted()}
 * included), a publisher or a queued message: somebody may still broadcast to it by name. Any other is garbage; asked for
 * again, it is made anew, and nobody can tell the difference. Publishers are held weakly, subscribers until their
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
     * The broker of a topic.
     *
     * @param path tokens with dots between them; {@code of("news.sports")} is {@code of("news").child("sports")}
     * @return the broker; always the same one while it is in use
     * @throws IllegalArgumentException if a token is empty or illegal; the message names it and says why
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
     * The broker right below this one.
     *
     * @param token the last token of its topic; one token, no dots
     * @return the broker; always the same one while it is in use
     * @throws IllegalArgumentException if the token is empty or illegal; the message says why
     * @throws NullPointerException if {@code token} is null
     */
    public EventBroker child(String token) {
        requireNonNull(token, "token");
        Publishers.removeCollected();
        return children.getOrCreate(this, token);
    }

    /**
     * Subscribes the static methods of a class that are tagged {@link Subscribes}, private ones included. They must be
     * declared by the class itself; its instance methods are left alone.
     *
     * @param subscribers the class
     * @return closes all subscriptions; open while one of them is
     * @throws IllegalArgumentException if no static method is tagged, or some cannot subscribe; the message tells all
     *     mismatches at once, and nothing was subscribed
     * @throws NullPointerException if {@code subscribers} is null
     */
    public static Subscription register(Class<?> subscribers) {
        return SubscriberMethods.register(requireNonNull(subscribers, "subscribers"), null);
    }

    /**
     * Subscribes the instance methods of an object that are tagged {@link Subscribes}, private ones included, those of
     * its superclasses and interfaces too; an overridden method is subscribed once. The methods of a class subscribe in
     * the order of their names, after those of the classes below it. Registering the same object twice subscribes it once.
     *
     * @param subscribers the object, held until the subscription is closed; a {@link Class} means its static methods
     * @return closes all subscriptions; open while one of them is
     * @throws IllegalArgumentException if no instance method is tagged, or some cannot subscribe; the message tells all
     *     mismatches at once, and nothing was subscribed
     * @throws NullPointerException if {@code subscribers} is null
     */
    public static Subscription register(Object subscribers) {
        requireNonNull(subscribers, "subscribers");
        return subscribers instanceof Class<?> type
                ? register(type)
                : SubscriberMethods.register(subscribers.getClass(), subscribers);
    }

    /**
     * The name of this broker, from the outermost token on.
     *
     * @return the topic's tokens with dots between them
     */
    public String namespace() {
        return namespace;
    }

    /**
     * What this broker is about.
     *
     * @return the topic
     */
    public Topic topic() {
        return topic;
    }

    /**
     * Subscribes to everything that reaches this broker.
     *
     * @param subscriber hears every broadcast that starts after this method returned
     * @return the subscription; the existing one if this very subscriber is subscribed already
     * @throws NullPointerException if {@code subscriber} is null
     */
    public Subscription subscribe(Consumer<Object> subscriber) {
        return connectPublishers(hooks.sent().connect(requireNonNull(subscriber, "subscriber")));
    }

    /**
     * Subscribes to the messages of one type that reach this broker.
     *
     * @param type hears the instances of this type; a primitive type stands for its box
     * @param subscriber hears every such broadcast that starts after this method returned
     * @param <T> the type of the messages
     * @return the subscription; the existing one if this very subscriber is subscribed to this type already
     * @throws NullPointerException if an argument is null
     */
    public <T> Subscription subscribe(Class<T> type, Consumer<? super T> subscriber) {
        requireNonNull(type, "type");
        requireNonNull(subscriber, "subscriber");
        return connectPublishers(hooks.subscribe(new TypedSubscriber<>(type, subscriber)));
    }

    /**
     * Subscribes to what is broadcast to some of the topics below this broker.
     *
     * @param pattern describes topics as seen from this broker: tokens with dots between them, of which {@code *} stands
     *     for any one token and a last {@code >} for one or more. What is broadcast to this broker itself matches none
     * @param subscriber hears every such broadcast that starts after this method returned
     * @return the subscription; the existing one if this very subscriber is subscribed to this pattern already
     * @throws IllegalArgumentException if a token of the pattern is empty or illegal, or {@code >} is not the last
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
     * Subscribes to everything that reaches this broker, without making the broadcaster wait for the subscriber.
     *
     * <p>Messages are queued on the broadcaster's thread and handed over on the executor: one at a time, in order, and
     * visible to the subscriber with all that the broadcaster did before. A slow subscriber delays nobody, except under
     * {@link OverflowPolicy#BLOCK}. What it throws goes to {@link dev.observatory.hook.ObserverErrors}. If the executor
     * refuses to run, all that is queued is dropped and the refusal goes there too; the next message tries again.
     *
     * @param executor runs the subscriber, in turns of limited length
     * @param capacity how many messages may wait, at least 1
     * @param policy what happens to a message that finds the queue full
     * @param subscriber hears every broadcast that starts after this method returned
     * @return the subscription, with its counters; every call makes one of its own
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
     * What reaches this broker as a reactive stream, with {@link Flow#defaultBufferSize()} messages of buffer for each
     * subscriber; one that lets it overflow gets an {@link OverflowException} as the stream's failure, so that nothing is
     * lost in silence.
     *
     * @return the publisher
     */
    public BrokerPublisher asPublisher() {
        return asPublisher(Flow.defaultBufferSize(), OverflowPolicy.ERROR);
    }

    /**
     * What reaches this broker as a reactive stream.
     *
     * @param capacity how many messages may wait for each subscriber, at least 1
     * @param policy what happens to a message that finds the buffer full; {@link OverflowPolicy#ERROR} ends the stream of
     *     that subscriber and spares the broadcaster
     * @return the publisher
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     * @throws NullPointerException if {@code policy} is null
     */
    public BrokerPublisher asPublisher(int capacity, OverflowPolicy policy) {
        BoundedQueue.checkCapacity(capacity);
        return new BrokerPublisher(this, capacity, requireNonNull(policy, "policy"));
    }

    /**
     * The hook that emits what reaches this broker: every message that is broadcast to it or below it, in turn with its
     * subscribers, who are observers of this very hook.
     *
     * @return the connect side
     */
    public Hook1<Object> broadcastSent() {
        return hooks.sent();
    }

    /**
     * The hook that emits what was broadcast to this broker or below it and heard by nobody at all: neither there nor by
     * any ancestor, subscribers whose type or pattern does not fit left out. While it is observed, each broadcast first
     * looks for those who would hear; one that finds nobody goes to this hook, and to those of the ancestors, nearest
     * first. Nobody is told otherwise.
     *
     * @return the connect side
     */
    public Hook1<UnroutedMessage> unrouted() {
        return hooks.unrouted();
    }

    /**
     * Delivers a message to all who hear this topic, and returns when the last synchronous subscriber has returned.
     *
     * @param message any object
     * @throws EventHookException if subscribers failed, after all have run
     * @throws NullPointerException if {@code message} is null
     */
    public void broadcast(Object message) {
        hooks.broadcast(topic, requireNonNull(message, "message"));
    }

    /**
     * Keeps a message until {@link #broadcastQueue()} is called, behind those queued before. The queue has no bound.
     *
     * @param message any object
     * @throws NullPointerException if {@code message} is null
     */
    public void queueUp(Object message) {
        backlog.add(requireNonNull(message, "message"));
        LiveBrokers.update(this);
    }

    /**
     * Broadcasts the queued messages, oldest first, and those that are queued meanwhile after them, until none is left.
     *
     * <p>Each message is broadcast once, also when several threads call this method: then each takes the oldest that is
     * left, and may return while another is busy with its last. Subscribers that fail stop neither their message nor the
     * next. After a {@link VirtualMachineError} the messages that were not begun stay queued.
     *
     * @return how many messages this call broadcast
     * @throws EventHookException if subscribers failed, after all messages were broadcast; one for all of them
     */
    public int broadcastQueue() {
        try {
            return backlog.drain(this::broadcast);
        } finally {
            LiveBrokers.update(this);
        }
    }

    /**
     * Broadcasts from now on whatever a hook emits, on the emitter's thread. Failures of subscribers go to the emitter
     * as the hook's error policy says.
     *
     * <p>The broker observes the hook only while somebody hears this broker or an ancestor, so that a hook which makes its
     * payloads on demand makes none for nobody. It holds the hook weakly. Brokers whose hooks publish to one another in a
     * circle broadcast without end.
     *
     * @param hook the publisher, by identity; adding it twice is adding it once
     * @param <T> the type of its payloads, which must not be null
     * @return whether it was added now
     * @throws IllegalArgumentException if the hook is what this broker or an ancestor emits itself
     * @throws NullPointerException if {@code hook} is null
     */
    public <T> boolean addPublisher(Hook<Consumer<T>> hook) {
        requireNonNull(hook, "hook");
        for (EventBroker broker = this; broker != null; broker = broker.parent) {
            if (isSame(hook, broker.hooks.sent())) {
                throw new IllegalArgumentException("Broker [" + namespace + "] cannot publish what broker ["
                        + broker.namespace + "] sent, since that would come round for ever; add another hook");
            }
        }
        return publishers.add(hook);
    }

    /**
     * Broadcasts no more of what a hook emits, and lets go of it.
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

    /** Whether anything but a reference keeps this broker. */
    boolean isInUse() {
        return hooks.isObserved() || !publishers.isEmpty() || !backlog.isEmpty();
    }

    /** The first subscriber's thread connects the publishers; a second one's may get here before it has. */
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
