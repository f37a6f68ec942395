package dev.observatory.bench.soak;

import dev.observatory.broker.EventBroker;
import dev.observatory.collection.ObservableList;
import dev.observatory.collection.ObservableMap;
import dev.observatory.collection.ObservableSet;
import dev.observatory.event.Event;
import dev.observatory.event.Events;
import dev.observatory.graph.Derived;
import dev.observatory.graph.Effect;
import dev.observatory.graph.Value;
import dev.observatory.hook.Subscription;
import java.util.concurrent.locks.LockSupport;

/**
 * Repeatedly connects and disconnects observers: of collections, brokers and values that remain, and of objects that become
 * garbage. Counts the changes, messages and calls, and those that observers received.
 */
final class Churn extends Thread {
    private static final long PERIOD_NANOS = 2_000_000;
    private static final int KEPT = 100;
    private static final int BROKERS = 16;

    private final ObservableList<Long> list = new ObservableList<>();
    private final ObservableMap<Long, Long> map = new ObservableMap<>();
    private final ObservableSet<Long> set = new ObservableSet<>();
    private final Value<Long> value = Value.of(-1L);

    private volatile boolean ending;
    private long sent;
    private long received;

    Churn() {
        super("churn");
    }

    /** Stops the thread and waits until it has terminated. */
    void end() throws InterruptedException {
        ending = true;
        join();
    }

    /** Returns how many changes, messages and calls were made. */
    long sent() {
        return sent;
    }

    /** Returns how many of them observers received. */
    long received() {
        return received;
    }

    @Override
    public void run() {
        for (long round = 0; !ending; round++) {
            changeSharedObjects(round);
            leaveGarbage(round);
            broadcast(round);
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private void changeSharedObjects(long round) {
        try (Subscription ofList = list.changed().connect(change -> received++);
                Subscription ofMap = map.changed().connect(change -> received++);
                Subscription ofSet = set.changed().connect(change -> received++)) {
            list.add(round);
            map.put(round % KEPT, round);
            set.add(round);
            sent += 3;
            if (list.size() > KEPT) {
                list.remove(0);
                set.remove(round - KEPT);
                sent += 2;
            }
        }
        try (Effect effect = Effect.of(() -> received += value.get() >= 0 ? 1 : 0)) {
            sent += value.get() >= 0 ? 2 : 1; // An effect also runs on creation.
            value.set(round);
        }
    }

    /** Connects observers that are not closed: they are collected together with the observed objects. */
    private void leaveGarbage(long round) {
        ObservableList<Long> passing = new ObservableList<>();
        passing.changed().connect(change -> received++);
        passing.add(round);
        Derived<Long> derived = Derived.of(value, number -> number + 1);
        received += derived.get() == round + 1 ? 1 : 0;
        Desk desk = new Desk();
        Events.of(Desk.class, "order").bind(desk).completed().connect(call -> received++);
        desk.order();
        sent += 3;
    }

    private void broadcast(long round) {
        EventBroker broker = EventBroker.of("soak").child("n" + round % BROKERS);
        try (Subscription subscription = broker.subscribe(Long.class, message -> received++)) {
            broker.broadcast(round);
            sent++;
        }
    }

    /** An object whose calls are observed individually. */
    private static final class Desk {
        @Event
        void order() {}
    }
}
