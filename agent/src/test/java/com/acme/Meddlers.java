package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventCall;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.Extra;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Observers that change the objects they receive, end the call that they observe, or never return. */
public final class Meddlers {
    private static final CountDownLatch BLOCKED = new CountDownLatch(1);
    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    private Meddlers() {}

    @Event(extra = @Extra(key = "extra", value = "kept"))
    static String join(String first, int second, Object third) {
        Events.tag("tag", "kept");
        return first + second + third;
    }

    @Event
    static int busy(int n) {
        return n + 1;
    }

    private static void meddle(EventPoint point) {
        List<Consumer<EventData>> meddlers = List.of(
                data -> data.args().set(0, "changed"),
                data -> data.args().clear(),
                data -> data.args().listIterator().add("changed"),
                data -> Collections.reverse(data.args()),
                data -> data.arguments().put("first", "changed"),
                data -> data.arguments().entrySet().iterator().next().setValue("changed"),
                data -> data.arguments().values().clear(),
                data -> data.extra().entrySet().iterator().next().setValue("changed"),
                data -> data.tags().put("tag", "changed"),
                data -> data.tags().entrySet().iterator().next().setValue("changed"));
        List<String> refused = new ArrayList<>();
        point.completed().connect(data -> {
            for (Consumer<EventData> meddler : meddlers) {
                try {
                    meddler.accept(data);
                    refused.add("let " + meddlers.indexOf(meddler));
                } catch (UnsupportedOperationException expected) {
                    refused.add("no");
                }
            }
            data.args().toArray()[0] = "changed";
            Map<String, Object> arguments = data.arguments();
            System.out.println(refused + " " + arguments + " " + data.extra() + " " + data.tags());
        });
    }

    private static void endTheCall(EventPoint point) {
        point.aboutToRun().connect(data -> Events.current().ifPresent(call -> call.complete("changed")));
        point.exited().connect(data -> Events.current().ifPresent(EventCall::callId));
    }

    private static void blockOneThread(Thread victim) {
        Events.of(Meddlers.class, "busy").completed().connect(data -> {
            if (data.thread() == victim) {
                BLOCKED.countDown();
                await(RELEASED);
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        EventPoint join = Events.of(Meddlers.class, "join");
        meddle(join);
        System.out.println(join("a", 1, 'c'));
        join.completed().disconnectAll();
        endTheCall(join);
        System.out.println(join("a", 1, 'c'));

        Thread victim = new Thread(() -> System.out.println("released " + busy(1)));
        blockOneThread(victim);
        victim.start();
        await(BLOCKED);
        int sum = 0;
        Observing other = new Observing();
        for (int i = 0; i < 100; i++) {
            Events.of(Meddlers.class, "busy").exited().connect(data -> {}).close();
            sum += busy(i);
        }
        new Bundle().applyAsInt(1);
        System.out.println("others went on: " + sum + ", " + other.get());
        RELEASED.countDown();
        victim.join();
    }
}
