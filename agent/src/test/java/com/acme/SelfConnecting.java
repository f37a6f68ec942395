package com.acme;

import dev.observatory.broker.Publishes;
import dev.observatory.broker.Subscribes;
import dev.observatory.event.Event;
import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.Observes;
import dev.observatory.hook.Subscription;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Static observers that only the agent registers. */
public final class SelfConnecting {
    static final CountDownLatch LATE = new CountDownLatch(1);

    @Event
    static int work(int amount) {
        return amount;
    }

    /** Runs for the first time at the end: all classes loaded by then are connected. */
    @Event
    static void last() {}

    @Publishes("self.connecting")
    static String say(String word) {
        return word;
    }

    @Observes(type = SelfConnecting.class, method = "work", status = EventStatus.ABOUT_TO_RUN)
    @Observes(type = SelfConnecting.class, method = "work", status = EventStatus.COMPLETED)
    private static void working(EventData data) {
        System.out.println(data.status() + " " + data.args());
    }

    @Subscribes("self")
    private static void hears(String word) {
        System.out.println("hears " + word);
    }

    /** Loaded after all woven methods have run. */
    static final class Late {
        private Late() {}

        @Observes(type = SelfConnecting.class, method = "work", status = EventStatus.EXITED)
        static void late(EventData data) {
            System.out.println("late " + data.args());
            LATE.countDown();
        }
    }

    /** A class with an observer that does not match its event. */
    static final class Wrong {
        private Wrong() {}

        @Observes(type = SelfConnecting.class, method = "work", status = EventStatus.EXITED)
        static void wrong(String data) {
            System.out.println("wrong " + data);
        }
    }

    public static void main(String[] args) throws Exception {
        work(1);
        say("word");
        try (Subscription again = Events.register(SelfConnecting.class)) {
            work(2);
        }
        Class.forName("com.acme.SelfConnecting$" + args[0]);
        for (int i = 0; i < 10_000 && !LATE.await(1, TimeUnit.MILLISECONDS) && args[0].equals("Late"); i++) {
            work(3);
        }
        last();
        if (args[0].equals("Wrong")) {
            Thread.sleep(500); // A thread of the JDK may be reporting it, which does not keep the JVM alive.
        }
    }
}
