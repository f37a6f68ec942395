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
 * Has observers of everything come and go: on collections, brokers and values that stay, and on objects that nobody holds any more
 * afterwards. Counts what it did that somebody must have heard, and what was heard.
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
    private long heard;

    Churn() {
        super("churn");
    }

    /** Ends it, and waits for that. */
    void end() throws InterruptedException {
        ending = true;
        join();
    }

    /** How many changes, messages and calls were made. */
    long sent() {
        return sent;
    }

    /** How many of them observers heard. */
    long heard() {
        return heard;
    }

    @Override
    public void run() {
        for (long round = 0; !ending; round++) {
            changeWhatStays(round);
            leaveGarbage(round);
            broadcast(round);
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private void changeWhatStays(long round) {
        try (Subscription ofList = list.changed().connect(change -> heard++);
                Subscription ofMap = map.changed().connect(change -> heard++);
                Subscription ofSet = set.changed().connect(change -> heard++)) {
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
        try (Effect effect = Effect.of(() -> heard += value.get() >= 0 ? 1 : 0)) {
            sent += value.get() >= 0 ? 2 : 1; // It runs at once too.
            value.set(round);
        }
    }

    /** Nobody closes these: they go with what they observe. */
    private void leaveGarbage(long round) {
        ObservableList<Long> passing = new ObservableList<>();
        passing.changed().connect(change -> heard++);
        passing.add(round);
        Derived<Long> derived = Derived.of(value, number -> number + 1);
        heard += derived.get() == round + 1 ? 1 : 0;
        Desk desk = new Desk();
        Events.of(Desk.class, "order").bind(desk).completed().connect(call -> heard++);
        desk.order();
        sent += 3;
    }

    private void broadcast(long round) {
        EventBroker broker = EventBroker.of("soak").child("n" + round % BROKERS);
        try (Subscription subscription = broker.subscribe(Long.class, message -> heard++)) {
            broker.broadcast(round);
            sent++;
        }
    }

    /** Whose calls only those hear who observe this very object. */
    private static final class Desk {
        @Event
        void order() {}
    }
}
