package com.acme;

import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import dev.observatory.listen.CallContext;
import dev.observatory.listen.CallEnd;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallListeners;
import dev.observatory.listen.CallReturn;
import dev.observatory.listen.CallSelector;
import dev.observatory.listen.CallStart;
import dev.observatory.listen.ListenerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Listens to the calls of {@link Parcels}. */
public final class Listened {
    private Listened() {}

    /** Prints what it is notified of. */
    private static final class Printing implements CallListener<String> {
        @Override
        public String onStart(CallStart call) {
            List<Object> args = new ArrayList<>(call.args());
            args.removeIf(each -> each instanceof Runnable);
            System.out.println("start " + call.event().name() + args + (call.target() == null ? "" : " of an object"));
            return call.event().name();
        }

        @Override
        public void onReturn(CallReturn call, String name) {
            System.out.println("return " + name + (call.isPending() ? " pending" : ""));
        }

        @Override
        public void onEnd(CallEnd call, String name) {
            Object how =
                    call.exception() == null ? call.result() : call.exception().getMessage();
            boolean isParcel = how instanceof Parcels;
            System.out.println("end " + name + " " + call.outcome() + " " + (isParcel ? "a parcel" : how));
        }
    }

    /** Counts. */
    private static final class Counting implements CallListener<Counting> {
        private final AtomicLong starts = new AtomicLong();
        private final AtomicLong ends = new AtomicLong();

        @Override
        public Counting onStart(CallStart call) {
            starts.incrementAndGet();
            return this;
        }

        @Override
        public void onEnd(CallEnd call, Counting counting) {
            ends.incrementAndGet();
        }
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "kinds" -> kinds();
            case "selected" -> selected();
            case "late" -> late();
            case "threads" -> threads();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("errors " + ObserverErrors.count());
    }

    private static void kinds() {
        Subscription registration = CallListeners.register(CallSelector.type(Parcels.class), new Printing());
        Parcels parcels = new Parcels("here");
        parcels.weigh(3);
        try {
            parcels.lose();
        } catch (IllegalStateException lost) {
            System.out.println("caught " + lost.getMessage());
        }
        try {
            Parcels unused = new Parcels("");
        } catch (IllegalArgumentException refused) {
            System.out.println("caught " + refused.getMessage());
        }
        System.out.println("same " + (parcels.deliver() == parcels.delivery));
        parcels.delivery.complete("delivered");
        registration.close();
        parcels.weigh(4);
    }

    private static void selected() throws Exception {
        EventPoint weigh = Events.of(Parcels.class, "weigh");
        EventPoint tare = Events.of(Parcels.class, "tare");
        Subscription registration = CallListeners.register(
                CallSelector.pattern("com.acme.Parcels#tare"),
                new Printing(),
                ListenerOptions.defaults().withoutArguments());
        System.out.println("observed " + weigh.isObserved() + " " + tare.isObserved());
        new Parcels("here").weigh(1);
        registration.close();
        System.out.println("observed " + weigh.isObserved() + " " + tare.isObserved());
    }

    /** Registers while a call runs whose class is not woven yet. */
    private static void late() {
        Runnable registering = () -> CallListeners.register(CallSelector.type(Errands.class), new Printing());
        Errands.run(registering);
        Errands.run(() -> System.out.println("second"));
    }

    private static void threads() throws Exception {
        Counting counting = new Counting();
        CallListeners.register(CallSelector.type(Parcels.class), counting);
        Parcels parcels = new Parcels("here");
        Thread[] all = new Thread[8];
        for (int t = 0; t < all.length; t++) {
            all[t] = new Thread(() -> {
                for (int i = 0; i < 12_500; i++) {
                    parcels.weigh(i);
                }
            });
            all[t].start();
        }
        for (Thread each : all) {
            each.join();
        }
        System.out.println("starts " + counting.starts + " ends " + counting.ends);
        Events.of(Parcels.class, "tare")
                .completed()
                .connect(data -> System.out.println("parent " + (data.parentId() > 0)));
        EventPoint outer = Events.define("outer");
        outer.call(() -> {
            Thread helper = new Thread(CallContext.capture().wrap((Runnable) Parcels::tare));
            helper.start();
            helper.join();
            return null;
        });
    }

    /** Calls no method of the library itself, so that it is woven when it is observed. */
    private static final class Errands {
        @dev.observatory.event.Event
        static void run(Runnable errand) {
            errand.run();
        }
    }
}
