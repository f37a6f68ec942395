package com.acme;

import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.Redacted;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Tagged code without observers of its own; only the configured output of the agent observes it. */
public final class Kiosk {
    @ObservableAttr
    private String state;

    @ObservableAttr
    private String pin;

    private final ExecutorService couriers = Executors.newSingleThreadExecutor();

    @Event
    int sell(String customer, @Redacted String card, List<String> goods) {
        Events.tag("till", 7);
        Events.tag("sessionId", "s-1");
        return goods.size();
    }

    @Event
    void fail() {
        throw new IllegalStateException("nothing\nleft");
    }

    @Event
    void openAndFail() {
        state = "open";
        fail();
    }

    @Event
    CompletableFuture<String> deliver() {
        return CompletableFuture.supplyAsync(() -> "there", couriers);
    }

    @Event
    void tick() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "once" -> once();
            case "many" -> many(Integer.parseInt(args[1]));
            case "handler" -> handler();
            case "manager" -> manager();
            case "broken" -> broken();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("done");
    }

    static void once() throws Exception {
        Kiosk shop = new Kiosk();
        shop.sell("Ada\u001b[31m", "4111", List.of("tea", "milk"));
        try {
            shop.openAndFail();
        } catch (IllegalStateException expected) {
            shop.pin = "1234";
        }
        EventPoint byHand = Events.define("inventory");
        byHand.call(() -> 1);
        shop.deliver().get();
        shop.couriers.shutdown();
        // The call ends on the thread that completes its future, possibly after get() has returned.
        shop.couriers.awaitTermination(1, TimeUnit.MINUTES);
    }

    private static void many(int calls) {
        Kiosk shop = new Kiosk();
        for (int i = 0; i < calls; i++) {
            shop.tick();
        }
    }

    /** Observed logging code, whose events must not be logged recursively. */
    private static void handler() {
        Kiosk shop = new Kiosk();
        Kiosk ofHandler = new Kiosk();
        Logger.getLogger("").addHandler(new Handler() {
            @Override
            public void publish(LogRecord record) {
                ofHandler.state = "logging";
                ofHandler.tick();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        shop.tick();
        shop.state = "open";
        shop.tick();
    }

    /** Selects the logging system before any observed code runs. */
    private static void manager() {
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
        new Kiosk().tick();
        System.out.println(LogManager.getLogManager().getClass().getSimpleName());
    }

    private static void broken() {
        Logger.getLogger("").addHandler(new Handler() {
            @Override
            public void publish(LogRecord record) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        new Kiosk().tick();
    }

    /** A log manager of its own, as some containers have. */
    public static final class OwnLogManager extends LogManager {}
}
