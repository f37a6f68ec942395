package com.acme;

import dev.observatory.attribute.Attributes;
import dev.observatory.event.CallStatistics;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Observes members of {@link Workshop} at moments that are difficult for weaving. */
public final class OnDemand {
    private static final int THREADS = 8;

    private OnDemand() {}

    /** Connects to the only event of a class. */
    static void connectTo(Class<?> type) {
        Events.of(type, "call").completed().connect(data -> System.out.println("completed " + data.name()));
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "members" -> members();
            case "counted" -> counted();
            case "without" -> withoutArguments();
            case "running" -> running();
            case "constructor" -> constructor();
            case "initializer" -> Workshop.Initialized.call();
            case "locked" -> locked();
            case "storm" -> storm();
            case "loading" -> loading();
            case "restored" -> restored();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("errors " + ObserverErrors.count());
    }

    private static void members() {
        Workshop workshop = new Workshop();
        EventPoint twice = Events.of(Workshop.class, "twice");
        System.out.println("woven " + twice.isWoven() + " "
                + Attributes.of(Workshop.class, "stock").isWoven());
        try (Subscription calls = twice.completed().connect(data -> System.out.println("twice " + data.result()))) {
            workshop.twice(1);
            workshop.idle(1);
        }
        workshop.twice(2);
        try (Subscription writes = Attributes.of(Workshop.class, "stock")
                .bind(workshop)
                .assigned()
                .connect(change -> System.out.println("stock " + change.oldValue() + " -> " + change.newValue()))) {
            Shelf.fill(workshop, 7);
            Shelf.fill(new Workshop(), 8);
        }
        Shelf.fill(workshop, 9);
        try (Subscription calls =
                twice.bind(workshop).exited().connect(data -> System.out.println("exited " + data.args()))) {
            workshop.twice(3);
            new Workshop().twice(4);
        }
    }

    /** Assigns a field of another class, and does not refer to the library. */
    static final class Shelf {
        private Shelf() {}

        static void fill(Workshop workshop, int stock) {
            workshop.stock = stock;
        }
    }

    private static void withoutArguments() {
        Workshop workshop = new Workshop();
        EventPoint event = Events.of(Workshop.class, "twice");
        event.exited()
                .with()
                .withoutArguments()
                .untimed()
                .connect(data -> System.out.println("without " + data.args() + " = " + data.result()));
        workshop.twice(1);
        try (Subscription reading = event.completed().connect(data -> System.out.println("with " + data.args()))) {
            workshop.twice(2);
        }
        workshop.twice(3);
        Events.of(Workshop.Failing.class, "new")
                .crashed()
                .with()
                .withoutArguments()
                .connect(data -> System.out.println("crashed " + data.args()));
        constructor();
    }

    private static void counted() {
        Workshop workshop = new Workshop();
        EventPoint event = Events.of(Workshop.class, "twice");
        try (CallStatistics twice = event.statistics();
                CallStatistics failing =
                        Events.of(Workshop.Failing.class, "new").statistics()) {
            workshop.twice(1);
            workshop.twice(2);
            try {
                new Workshop.Failing();
            } catch (IllegalStateException thrown) {
                System.out.println("caught " + thrown.getMessage());
            }
            try (Subscription calls = event.completed().connect(data -> System.out.println("twice " + data.result()))) {
                workshop.twice(3);
            }
            workshop.twice(4);
            System.out.println("counted " + twice.calls() + " " + twice.errors() + " " + twice.running());
            System.out.println("failed " + failing.calls() + " " + failing.errors() + " " + failing.running());
        }
        workshop.twice(5);
        try (CallStatistics later = event.bind(workshop).statistics()) {
            workshop.twice(6);
            new Workshop().twice(7);
            System.out.println("of one " + later.calls());
        }
    }

    private static void running() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        String[] result = new String[1];
        Thread thread = new Thread(() -> {
            try {
                result[0] = Workshop.busy(begun, end);
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
        thread.start();
        begun.await();
        List<String> seen = new ArrayList<>();
        Events.of(Workshop.class, "busy").exited().connect(data -> seen.add("exited " + data.result()));
        end.countDown();
        thread.join();
        System.out.println("running " + result[0] + " " + seen);
        Workshop.busy(begun, end);
        System.out.println("next " + seen);
    }

    private static void constructor() {
        Events.of(Workshop.Failing.class, "new")
                .crashed()
                .connect(
                        data -> System.out.println("crashed " + data.exception().getMessage()));
        try {
            new Workshop.Failing();
        } catch (IllegalStateException thrown) {
            System.out.println("caught " + thrown.getMessage());
        }
    }

    /** A class loader that observes its own classes before it has released its lock. */
    private static final class Locked extends ClassLoader {
        Locked() {
            super(null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.equals("com.acme.OnDemand$Loaded")) {
                    return OnDemand.class.getClassLoader().loadClass(name);
                }
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                byte[] file = classFile();
                Class<?> defined = defineClass(name, file, 0, file.length);
                connectTo(defined);
                return defined;
            }
        }
    }

    private static byte[] classFile() {
        try (InputStream in = OnDemand.class.getResourceAsStream("OnDemand$Loaded.class")) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void locked() throws ReflectiveOperationException {
        Class<?> loaded = Class.forName("com.acme.OnDemand$Loaded", true, new Locked());
        loaded.getMethod("call").invoke(null);
    }

    /** Is loaded by many class loaders. */
    public static final class Loaded {
        private Loaded() {}

        @dev.observatory.event.Event
        public static void call() {}
    }

    /** Each thread connects, calls and closes; what it calls while it is connected must reach it. */
    private static void storm() throws InterruptedException {
        Workshop workshop = new Workshop();
        AtomicInteger missed = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String method = i % 2 == 0 ? "twice" : "idle";
            threads.add(new Thread(() -> {
                for (int round = 0; round < 50; round++) {
                    AtomicInteger own = new AtomicInteger();
                    Thread self = Thread.currentThread();
                    try (Subscription calls = Events.of(Workshop.class, method)
                            .completed()
                            .connect(data -> own.addAndGet(data.thread() == self ? 1 : 0))) {
                        int ignored = method.equals("twice") ? workshop.twice(round) : workshop.idle(round);
                    }
                    missed.addAndGet(1 - own.get());
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("missed " + missed);
    }

    /** Threads load classes while all events become observed; what they call after that must be observed. */
    private static void loading() throws InterruptedException {
        AtomicBoolean isObserved = new AtomicBoolean();
        AtomicBoolean isDone = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(() -> {
                try {
                    while (!isDone.get()) {
                        Class<?> loaded = Class.forName("com.acme.OnDemand$Loaded", true, new Plain());
                        boolean counts = isObserved.get();
                        loaded.getMethod("call").invoke(null);
                        calls.addAndGet(counts ? 1 : 0);
                    }
                } catch (ReflectiveOperationException unexpected) {
                    throw new AssertionError(unexpected);
                }
            }));
        }
        threads.forEach(Thread::start);
        Thread.sleep(200);
        Subscription all = Events.any(EventStatus.COMPLETED).connect(data -> seen.incrementAndGet());
        isObserved.set(true);
        Thread.sleep(500);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (calls.get() == 0 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        isDone.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        all.close();
        System.out.println("missed " + Math.max(0, calls.get() - seen.get()) + " of some " + (calls.get() > 100));
    }

    /** Prints whether the bytecode of a method has changed: at first, while it is observed, and some time afterwards. */
    private static void restored() throws InterruptedException {
        int plain = Workshop.index();
        Subscription calls = Events.of(Workshop.class, "index").completed().connect(data -> {});
        System.out.println("observed " + (Workshop.index() != plain));
        calls.close();
        System.out.println("closed " + (Workshop.index() != plain));
        for (int tenths = 0; tenths < 600 && Workshop.index() != plain; tenths++) {
            Thread.sleep(100);
        }
        System.out.println("later " + (Workshop.index() != plain));
        calls = Events.of(Workshop.class, "index")
                .completed()
                .connect(data -> System.out.println("again " + (plain != (int) data.result())));
        Workshop.index();
    }

    private static final class Plain extends ClassLoader {
        Plain() {
            super(null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals("com.acme.OnDemand$Loaded")) {
                return OnDemand.class.getClassLoader().loadClass(name);
            }
            byte[] file = classFile();
            return defineClass(name, file, 0, file.length);
        }
    }
}
