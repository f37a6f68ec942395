package com.acme;

import dev.observatory.broker.EventBroker;
import dev.observatory.broker.Publishes;
import dev.observatory.event.Event;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.concurrent.CompletableFuture;

/** Methods whose results are published; some of them are events as well. */
public final class Newsroom {
    @Publishes("news.sports")
    private String whistle(String score) {
        if (score.isEmpty()) {
            throw new IllegalArgumentException("no score");
        }
        return score;
    }

    @Publishes("news.numbers")
    static int number(int value, long unused) {
        return value;
    }

    @Event
    @Publishes("news.both")
    String both(String text) {
        Events.tag("text", text);
        return text;
    }

    @Publishes("news.later")
    static CompletableFuture<String> later(CompletableFuture<String> result) {
        return result;
    }

    @Publishes("news.nothing")
    static Object nothing() {
        return null;
    }

    @Publishes("news..wrong")
    static String misprinted() {
        return "unharmed";
    }

    @Event
    private String tags(Newsroom other) {
        String score = other.inner();
        Events.tag("score", score);
        return score;
    }

    @Publishes("news.inner")
    private String inner() {
        Events.tag("inside", true);
        return "inner";
    }

    public static void main(String[] args) {
        Newsroom room = new Newsroom();
        System.out.println("unheard " + room.whistle("0:0"));
        Subscription all = EventBroker.of("news").subscribe(message -> System.out.println("heard " + message));

        System.out.println("heard once: " + room.whistle("1:0"));
        System.out.println(number(5, 6L));
        try {
            room.whistle("");
        } catch (IllegalArgumentException thrown) {
            System.out.println("thrown " + thrown.getMessage() + " in " + thrown.getStackTrace()[0].getMethodName()
                    + " " + thrown.getStackTrace()[1].getMethodName());
        }
        Events.of(Newsroom.class, "both")
                .completed()
                .connect(data -> System.out.println("event " + data.result() + " " + data.tags()));
        System.out.println(room.both("twice"));
        CompletableFuture<String> result = new CompletableFuture<>();
        System.out.println("same stage: " + (later(result) == result));
        result.complete("later");
        System.out.println(nothing() + " " + misprinted());
        Events.of(Newsroom.class, "tags").completed().connect(data -> System.out.println("tags " + data.tags()));
        room.tags(room);
        Events.any(EventStatus.COMPLETED).connect(data -> System.out.println("any " + data.name()));
        System.out.println(room.whistle("2:0"));
        try (Subscription failing = EventBroker.of("news.sports").subscribe(message -> {
            throw new IllegalStateException("subscriber");
        })) {
            long before = ObserverErrors.count();
            System.out.println(
                    "unharmed by subscribers: " + room.whistle("3:0") + " " + (ObserverErrors.count() - before));
        }
        all.close();
        System.out.println("unheard " + room.whistle("4:0"));
    }
}
