package dev.observatory.broker;

import dev.observatory.runtime.WaitGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Which threads wait for room in which queues, to recognize a wait that cannot end. Used only when a broadcaster has to wait. Waits are
 * registered with {@link WaitGraph} too, since machines and graphs may be part of a cycle.
 *
 * <p>A thread waits for the reader of a queue. A reader that is delivering depends on its thread, which may itself wait. A reader
 * that is not needs a thread of its executor; of an executor's threads, those are known that have delivered for a queue.
 *
 * <p>One lock guards the graph. It is held for a few instructions and while no foreign code runs.
 */
final class QueueWaits {
    /** What is known about a wait. */
    enum Outlook {
        /** Room can be made without the waiting thread. */
        OPEN,
        /** Only the executor's unknown threads, if it has any, could make room without the waiting thread. */
        DOUBTFUL,
        /** Only the waiting thread itself could make room. */
        ENDLESS
    }

    private static final Object LOCK = new Object();
    private static final Map<Thread, QueueReader> WAITING = new HashMap<>();
    private static final Set<QueueReader> READERS = Collections.newSetFromMap(new WeakHashMap<>());

    private QueueWaits() {}

    /** Adds a reader that has an executor; held weakly. */
    static void add(QueueReader reader) {
        synchronized (LOCK) {
            READERS.add(reader);
        }
    }

    /** Records that this thread is about to wait for a reader, unless that could not end; returns the outlook. */
    static Outlook begin(QueueReader reader) {
        Thread thread = Thread.currentThread();
        synchronized (LOCK) {
            Outlook outlook = outlookOf(reader, thread, new HashMap<>());
            if (outlook == Outlook.ENDLESS || !WaitGraph.begin(() -> holderOf(reader))) {
                return Outlook.ENDLESS;
            }
            WAITING.put(thread, reader);
            return outlook;
        }
    }

    /** Records that this thread no longer waits. */
    static void end() {
        synchronized (LOCK) {
            WAITING.remove(Thread.currentThread());
        }
        WaitGraph.end();
    }

    /** Returns the thread that has to go on before there is room, for waits that involve machines and graphs. */
    private static @Nullable Thread holderOf(QueueReader reader) {
        return reader.isFull() ? reader.deliveryThread() : null;
    }

    /** Returns whether a reader can make room without the waiter; {@code known} has the result of each reader visited. */
    private static Outlook outlookOf(QueueReader reader, Thread waiter, Map<QueueReader, Outlook> known) {
        Outlook present = known.get(reader);
        if (present == null) {
            known.put(reader, Outlook.DOUBTFUL); // Of a cycle, the other ways out decide.
            present = search(reader, waiter, known);
            known.put(reader, present);
        }
        return present;
    }

    private static Outlook search(QueueReader reader, Thread waiter, Map<QueueReader, Outlook> known) {
        Thread delivering = reader.deliveryThread();
        if (delivering != null) {
            return outlookOf(delivering, waiter, known);
        }
        Executor executor = reader.executor();
        List<Thread> threads = executor == null ? List.of() : threadsOf(executor);
        for (Thread each : threads) {
            if (outlookOf(each, waiter, known) == Outlook.OPEN) {
                return Outlook.OPEN;
            }
        }
        return threads.isEmpty() ? Outlook.OPEN : Outlook.DOUBTFUL;
    }

    private static Outlook outlookOf(Thread thread, Thread waiter, Map<QueueReader, Outlook> known) {
        if (thread == waiter) {
            return Outlook.ENDLESS;
        }
        QueueReader next = WAITING.get(thread);
        // A thread that was given room has not removed its entry yet.
        return next == null || !next.isFull() ? Outlook.OPEN : outlookOf(next, waiter, known);
    }

    private static List<Thread> threadsOf(Executor executor) {
        List<Thread> threads = new ArrayList<>();
        for (QueueReader reader : READERS) {
            Thread known = reader.executor() == executor ? reader.lastThread() : null;
            if (known != null) {
                threads.add(known);
            }
        }
        return threads;
    }
}
