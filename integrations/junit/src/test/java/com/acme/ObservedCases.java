package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.observatory.agent.ObservatoryAgent;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.Observes;
import dev.observatory.hook.Subscription;
import dev.observatory.hook.SubscriptionGroup;
import dev.observatory.junit.Observatory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tests as users write them, run by a separate JUnit. */
@Observatory
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObservedCases extends ObservedCasesBase {
    private final Subscription early =
            Events.of(Till.class, "ring").completed().connect(data -> Till.HEARD.add("field"));

    ObservedCases() {
        connect("constructor");
    }

    private static void connect(String name) {
        ring().completed().connect(data -> Till.HEARD.add(name));
    }

    private static EventPoint ring() {
        return Events.of(Till.class, "ring");
    }

    private static List<String> heard() {
        Till.HEARD.clear();
        new Till().ring(1);
        return List.copyOf(Till.HEARD);
    }

    @BeforeAll
    static void all() {
        assertTrue(ObservatoryAgent.isAtWork());
        connect("all");
    }

    @BeforeEach
    void each() {
        connect("each");
    }

    @Observes(type = Till.class, method = "ring", status = EventStatus.COMPLETED)
    void registered(EventData data) {
        Till.HEARD.add("registered");
    }

    @Test
    @Order(1)
    void observesWhatItConnects(SubscriptionGroup group) throws Exception {
        connect("test");
        Events.register(this);
        group.add(Helper.connect());
        CompletableFuture.runAsync(() -> connect("thread")).get();
        Till.listenForGood();

        assertEquals(
                List.of(
                        "all",
                        "field",
                        "constructor",
                        "base",
                        "each",
                        "test",
                        "registered",
                        "helper",
                        "thread",
                        "program"),
                heard());
    }

    @Test
    @Order(2)
    void observesNothingOfThePreviousTest() {
        assertEquals(List.of("all", "program", "field", "constructor", "base", "each"), heard());
    }

    @Nested
    class Inside {
        @Test
        void observesWhatBothConnect() {
            ring().completed().connect(data -> Till.HEARD.add("nested"));

            assertEquals(List.of("all", "program", "field", "constructor", "base", "each", "nested"), heard());
        }
    }

    @AfterAll
    static void after() {
        assertEquals(List.of("all", "program"), heard());
    }
}
