package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Many threads, virtual ones where the JDK supports them, that block in woven methods and in observers. */
public final class ManyThreads {
    private static final int CALLS = 10;
    private static final AtomicInteger HEARD = new AtomicInteger();
    private static final AtomicInteger WRONG = new AtomicInteger();

    private ManyThreads() {}

    @Event
    static int work(int number) {
        if (number % CALLS == 0) {
            Events.tag("number", number);
            LockSupport.parkNanos(1);
            nested(-number);
            check(Events.current()
                    .filter(call -> call.event().name().equals("work"))
                    .isPresent());
        }
        return number;
    }

    @Event
    static void nested(int number) {
        Events.tag("nested", number);
        Thread.yield();
    }

    private static void check(boolean holds) {
        if (!holds) {
            WRONG.incrementAndGet();
        }
    }

    private static void observe() {
        EventPoint work = Events.of(ManyThreads.class, "work");
        work.aboutToRun().connect(data -> check(data.tags().isEmpty() && data.parentId() == 0));
        work.completed().connect(data -> {
            if ((int) data.args().get(0) % CALLS == 1) {
                LockSupport.parkNanos(1);
            }
            check(data.args().get(0).equals(data.result()));
            check(data.tags().isEmpty() == ((int) data.result() % CALLS != 0));
            check(data.result().equals(data.tags().getOrDefault("number", data.result())));
            check(data.thread() == Thread.currentThread());
            HEARD.incrementAndGet();
        });
        EventPoint nested = Events.of(ManyThreads.class, "nested");
        nested.exited().connect(data -> {
            check(data.parentId() != 0 && data.args().get(0).equals(data.tags().get("nested")));
            HEARD.incrementAndGet();
        });
    }

    private static Thread start(Runnable body) {
        try {
            Method virtual = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return (Thread) virtual.invoke(null, body);
        } catch (NoSuchMethodException beforeJava21) {
            Thread thread = new Thread(body);
            thread.start();
            return thread;
        } catch (IllegalAccessException | InvocationTargetException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** Takes the number of threads and the file of the recording. */
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[0]);
        observe();
        // Linked once, by this thread: native frames of the JVM pin a virtual thread while it links.
        work(0);
        HEARD.set(0);
        List<WeakReference<Thread>> started = new ArrayList<>();
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold();
            recording.start();
            run(threads, started);
            recording.stop();
            recording.dump(Path.of(args[1]));
        }
        long pinned = RecordingFile.readAllEvents(Path.of(args[1])).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .count();
        System.out.println("heard " + HEARD + ", wrong " + WRONG + ", pinned " + pinned);
        System.out.println("left " + left(started) + " " + Events.current());
    }

    private static void run(int threads, List<WeakReference<Thread>> started) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            int first = i * CALLS;
            started.add(new WeakReference<>(start(() -> {
                for (int call = 0; call < CALLS; call++) {
                    check(work(first + call) == first + call);
                }
                check(Events.current().isEmpty());
                ended.countDown();
            })));
        }
        ended.await();
    }

    private static long left(List<WeakReference<Thread>> threads) {
        long left = threads.size();
        for (int round = 0; round < 20 && left > 0; round++) {
            System.gc();
            left = threads.stream().filter(thread -> thread.get() != null).count();
        }
        return left;
    }
}
