package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.TaggedMethods;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One subscriber misbehaves once: each kind of subscriber, at each moment, in each way, in each kind of broadcast. All others
 * receive exactly what they should, in order, and everything works afterwards.
 */
@Timeout(300)
class MisbehaviourTableTest {
    private static final int MESSAGES = 5;
    private static final String EXTRA = "extra";

    private final EventBroker parent = EventBroker.of("MisbehaviourTableTest");
    private final EventBroker broker = parent.child("child");
    private final EventBroker sibling = parent.child("sibling");
    private final EventBroker elsewhere = EventBroker.of("MisbehaviourTableTestElsewhere");
    private final EventHook<Object> publisher = new EventHook<>("publisher");
    private final List<Witness> witnesses = new ArrayList<>();
    private final List<Subscription> open = new ArrayList<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private AsyncSubscription asyncWitness;

    /** The kind of the subscriber that misbehaves, in the order in which one message reaches them. */
    private enum Kind {
        PLAIN(1, false),
        TYPED(1, false),
        METHOD(1, false),
        ASYNCHRONOUS(1, true),
        FLOW(1, true),
        DELIVERY(5, false),
        PATTERN(9, false),
        OF_ROOT(11, false);

        private final int rank;
        private final boolean isIsolated;

        Kind(int rank, boolean isIsolated) {
            this.rank = rank;
            this.isIsolated = isIsolated;
        }
    }

    private enum Mode {
        ONE_BY_ONE,
        FROM_THE_QUEUE,
        PUBLISHED,
        NESTED
    }

    private enum Misbehaviour {
        THROWS_UNCHECKED,
        THROWS_CHECKED,
        THROWS_ERROR,
        THROWS_WITHOUT_TEXT,
        THROWS_FATAL,
        CLOSES_ITSELF,
        CLOSES_THE_NEXT,
        CLOSES_THE_PREVIOUS,
        SUBSCRIBES_ANOTHER,
        BROADCASTS_TO_THE_SAME,
        BROADCASTS_TO_THE_PARENT,
        BROADCASTS_TO_A_SIBLING,
        BROADCASTS_ELSEWHERE,
        BROADCASTS_QUEUED_MESSAGES,
        BROADCASTS_ON_ANOTHER_THREAD,
        RETAINS,
        INTERRUPTS,
        ADDS_A_PUBLISHER;

        boolean isFailure() {
            return name().startsWith("THROWS");
        }
    }

    private record Case(Kind kind, int at, Misbehaviour misbehaviour, Mode mode) {}

    /** A subscriber that behaves, and its place among those that receive one message. */
    private record Witness(String name, int rank, List<Object> received) {}

    static Stream<Case> cases() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(1, 3, MESSAGES)
                .flatMap(at -> Stream.of(Misbehaviour.values()).flatMap(misbehaviour -> Stream.of(Mode.values())
                        .map(mode -> new Case(kind, at, misbehaviour, mode)))));
    }

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        broker.removePublisher(publisher);
        broker.replay(0);
        assertThat(LiveBrokers.brokers()).doesNotContain(parent, broker, sibling, elsewhere, EventBroker.root());
    }

    /** The tested subscriber: receives numbers, and misbehaves at one of them. */
    private final class Subject {
        private final Case row;
        private Subscription own;
        private Subscription previous;
        private Subscription next;
        private final List<Object> ofPrevious = new ArrayList<>();
        private final List<Object> ofNext = new ArrayList<>();
        private final List<Object> ofNew = new ArrayList<>();
        private final List<Object> received = new ArrayList<>();

        Subject(Case row) {
            this.row = row;
        }

        void receive(Object message) {
            received.add(message);
            if (message.equals(row.at)) {
                misbehave();
            }
        }

        @Subscribes("MisbehaviourTableTest.child")
        @SuppressWarnings("UnusedMethod") // Called by the broker.
        private void on(Integer message) {
            receive(message);
        }

        private void misbehave() {
            switch (row.misbehaviour) {
                case THROWS_UNCHECKED -> throw new IllegalStateException("unchecked");
                case THROWS_CHECKED -> throw TaggedMethods.<RuntimeException>rethrow(new IOException("checked"));
                case THROWS_ERROR -> throw new AssertionError("error");
                case THROWS_WITHOUT_TEXT -> throw new WithoutText();
                case THROWS_FATAL -> throw new StackOverflowError("fatal");
                case CLOSES_ITSELF -> own.close();
                case CLOSES_THE_NEXT -> next.close();
                case CLOSES_THE_PREVIOUS -> previous.close();
                case SUBSCRIBES_ANOTHER -> open.add(broker.subscribe(Integer.class, ofNew::add));
                case BROADCASTS_TO_THE_SAME -> broker.broadcast(EXTRA);
                case BROADCASTS_TO_THE_PARENT -> parent.broadcast(EXTRA);
                case BROADCASTS_TO_A_SIBLING -> sibling.broadcast(EXTRA);
                case BROADCASTS_ELSEWHERE -> elsewhere.broadcast(EXTRA);
                case BROADCASTS_QUEUED_MESSAGES -> {
                    sibling.queueUp(EXTRA);
                    assertThat(sibling.broadcastQueue()).isOne();
                }
                case BROADCASTS_ON_ANOTHER_THREAD -> broadcastOnAnotherThread();
                case RETAINS -> broker.sticky();
                case INTERRUPTS -> Thread.currentThread().interrupt();
                case ADDS_A_PUBLISHER -> {
                    EventHook<Object> other = new EventHook<>("other");
                    sibling.addPublisher(other);
                    other.emit(EXTRA);
                    sibling.removePublisher(other);
                }
            }
        }

        private void broadcastOnAnotherThread() {
            try {
                Together.run(() -> broker.broadcast(EXTRA));
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        }

        /** Connects this subscriber, with one of its kind before and after it. */
        void connect() {
            previous = connect(ofPrevious::add);
            own = row.kind == Kind.METHOD ? EventBroker.register(this) : connect(this::receive);
            next = connect(ofNext::add);
            open.addAll(List.of(previous, own, next));
        }

        private Subscription connect(Consumer<Object> subscriber) {
            return switch (row.kind) {
                case PLAIN -> broker.subscribe(subscriber);
                case TYPED, METHOD -> broker.subscribe(Integer.class, subscriber);
                case ASYNCHRONOUS -> broker.subscribeAsync(Runnable::run, 100, OverflowPolicy.BLOCK, subscriber);
                case FLOW -> flow(subscriber);
                case DELIVERY -> broker.subscribeDeliveries(delivery -> subscriber.accept(delivery.message()));
                case PATTERN -> parent.subscribe("child", subscriber);
                case OF_ROOT -> EventBroker.root().subscribe("MisbehaviourTableTest.child", subscriber);
            };
        }

        private Subscription flow(Consumer<Object> subscriber) {
            FlowSubject made = new FlowSubject(subscriber);
            broker.asPublisher(100, OverflowPolicy.BLOCK).subscribe(made);
            return made;
        }
    }

    /** An exception whose text is foreign code that fails. */
    private static final class WithoutText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("no text");
        }
    }

    private static final class FlowSubject implements Flow.Subscriber<Object>, Subscription {
        private final Consumer<Object> subscriber;
        private Flow.Subscription given;

        FlowSubject(Consumer<Object> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            given = subscription;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object message) {
            subscriber.accept(message);
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("completed");
        }

        @Override
        public void close() {
            given.cancel();
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    private Consumer<Object> witness(String name, int rank) {
        Witness made = new Witness(name, rank, Collections.synchronizedList(new ArrayList<>()));
        witnesses.add(made);
        return made.received::add;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneSubscriberThatMisbehavesDisturbsNoOther(Case row) {
        Subject subject = new Subject(row);
        connectAll(subject);

        broadcast(row.mode);
        boolean wasInterrupted = Thread.interrupted();
        call(() -> broker.broadcast("end"));

        assertThat(wasInterrupted).isEqualTo(row.misbehaviour == Misbehaviour.INTERRUPTS);
        for (Witness each : witnesses) {
            assertReceived(row, each);
        }
        assertSubjects(row, subject);
        assertFailures(row);
        assertThat(asyncWitness.counts())
                .isEqualTo(new DeliveryCounts(
                        witnesses.stream()
                                .filter(each -> each.name.equals("asynchronous"))
                                .mapToLong(each -> each.received.size())
                                .sum(),
                        0,
                        0));
    }

    private void connectAll(Subject subject) {
        int rank = subject.row.kind.rank;
        if (subject.row.mode == Mode.NESTED) {
            open.add(broker.subscribe(String.class, message -> {
                if (message.equals("go")) {
                    IntStream.rangeClosed(1, MESSAGES).forEach(broker::broadcast);
                }
            }));
        }
        if (subject.row.mode == Mode.PUBLISHED) {
            broker.addPublisher(publisher);
        }
        open.add(broker.subscribe(witness("first", 0)));
        connectIf(rank == 1, subject);
        open.add(broker.subscribe(witness("plain", 2)));
        asyncWitness = broker.subscribeAsync(Runnable::run, 100, OverflowPolicy.ERROR, witness("asynchronous", 3));
        open.add(asyncWitness);
        Consumer<Object> ofDeliveries = witness("delivery", 4);
        open.add(broker.subscribeDeliveries(delivery -> ofDeliveries.accept(delivery.message())));
        connectIf(rank == 5, subject);
        open.add(broker.subscribeDeliveries(Object.class, forward(witness("typed delivery", 6))));
        open.add(parent.subscribe(Object.class, witness("parent", 7)));
        open.add(parent.subscribe(">", witness("pattern", 8)));
        connectIf(rank == 9, subject);
        open.add(EventBroker.root().subscribe(witness("root", 10)));
        connectIf(rank == 11, subject);
        open.add(EventBroker.root().subscribeDeliveries(forward(witness("last", 12))));
    }

    private static Consumer<Delivery<Object>> forward(Consumer<Object> witness) {
        return delivery -> witness.accept(delivery.message());
    }

    private static void connectIf(boolean isItsPlace, Subject subject) {
        if (isItsPlace) {
            subject.connect();
        }
    }

    private void broadcast(Mode mode) {
        switch (mode) {
            case ONE_BY_ONE -> IntStream.rangeClosed(1, MESSAGES).forEach(i -> call(() -> broker.broadcast(i)));
            case PUBLISHED -> IntStream.rangeClosed(1, MESSAGES).forEach(i -> call(() -> publisher.emit(i)));
            case NESTED -> call(() -> broker.broadcast("go"));
            case FROM_THE_QUEUE -> {
                IntStream.rangeClosed(1, MESSAGES).forEach(broker::queueUp);
                call(broker::broadcastQueue);
                call(broker::broadcastQueue); // The rest, if a fatal error ended the first one.
            }
        }
    }

    private void call(Runnable broadcast) {
        try {
            broadcast.run();
        } catch (Throwable failure) {
            thrown.add(failure);
        }
    }

    private static void assertReceived(Case row, Witness witness) {
        List<Object> expected = new ArrayList<>();
        for (int i = 1; i <= MESSAGES; i++) {
            boolean isLost = i == row.at
                    && row.misbehaviour == Misbehaviour.THROWS_FATAL
                    && !row.kind.isIsolated
                    && witness.rank > row.kind.rank;
            if (!isLost) {
                expected.add(i);
            }
            if (i == (row.mode == Mode.NESTED ? MESSAGES : row.at)) {
                expected.addAll(extras(row, witness));
            }
        }
        expected.add("end");
        List<Object> actual = new ArrayList<>(witness.received);
        actual.remove("go");
        if (row.misbehaviour == Misbehaviour.BROADCASTS_ON_ANOTHER_THREAD) {
            // Of two threads, any order: each message once, and those of one thread in order.
            assertThat(actual).as(witness.name).containsExactlyInAnyOrderElementsOf(expected);
            actual.remove(EXTRA);
            expected.remove(EXTRA);
        }
        assertThat(actual).as(witness.name).isEqualTo(expected);
    }

    private static List<Object> extras(Case row, Witness witness) {
        boolean isOfRoot = witness.rank >= 10;
        boolean isOfParent = isOfRoot || witness.name.equals("parent");
        boolean receives =
                switch (row.misbehaviour) {
                    case BROADCASTS_TO_THE_SAME, BROADCASTS_ON_ANOTHER_THREAD -> true;
                    case BROADCASTS_TO_THE_PARENT -> isOfParent;
                    case BROADCASTS_TO_A_SIBLING, BROADCASTS_QUEUED_MESSAGES, ADDS_A_PUBLISHER ->
                        isOfParent || witness.name.equals("pattern");
                    case BROADCASTS_ELSEWHERE -> isOfRoot;
                    default -> false;
                };
        return receives ? List.of(EXTRA) : List.of();
    }

    private static List<Object> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).<Object>mapToObj(i -> i).toList();
    }

    private static List<Object> numbersOf(List<Object> received) {
        return received.stream().filter(Integer.class::isInstance).toList();
    }

    private static void assertSubjects(Case row, Subject subject) {
        boolean isCancelled = row.kind == Kind.FLOW && row.misbehaviour.isFailure();
        boolean isOver = isCancelled || row.misbehaviour == Misbehaviour.CLOSES_ITSELF;
        boolean isFatal = row.misbehaviour == Misbehaviour.THROWS_FATAL && !row.kind.isIsolated;
        List<Object> ofNext = new ArrayList<>(numbers(1, MESSAGES));
        if (row.misbehaviour == Misbehaviour.CLOSES_THE_NEXT) {
            ofNext = new ArrayList<>(numbers(1, row.at - 1));
        } else if (isFatal) {
            ofNext.remove((Integer) row.at);
        }
        assertThat(numbersOf(subject.received)).as("subject").isEqualTo(numbers(1, isOver ? row.at : MESSAGES));
        assertThat(numbersOf(subject.ofNext)).as("next").isEqualTo(ofNext);
        assertThat(numbersOf(subject.ofPrevious))
                .as("previous")
                .isEqualTo(numbers(1, row.misbehaviour == Misbehaviour.CLOSES_THE_PREVIOUS ? row.at : MESSAGES));
        if (row.misbehaviour == Misbehaviour.SUBSCRIBES_ANOTHER) {
            assertThat(subject.ofNew).as("new").isEqualTo(numbers(row.at + 1, MESSAGES));
        }
        if (row.misbehaviour == Misbehaviour.RETAINS) {
            List<Object> late = new ArrayList<>();
            Supplier<Subscription> subscribing = () -> subject.row.kind == Kind.PLAIN
                    ? EventBroker.of("MisbehaviourTableTest.child").subscribe(late::add)
                    : EventBroker.of("MisbehaviourTableTest").subscribe("*", late::add);
            subscribing.get().close();
            assertThat(late).as("late").containsExactly("end");
        }
    }

    private void assertFailures(Case row) {
        if (!row.misbehaviour.isFailure() || row.kind.isIsolated) {
            assertThat(thrown).isEmpty();
            return;
        }
        Class<? extends Throwable> expected =
                switch (row.misbehaviour) {
                    case THROWS_FATAL -> StackOverflowError.class;
                    case THROWS_WITHOUT_TEXT -> RuntimeException.class;
                    default -> EventHookException.class;
                };
        assertThat(thrown).hasSize(1);
        assertThat(thrown.get(0)).isInstanceOf(expected);
    }
}
