package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.observatory.event.Events;
import dev.observatory.junit.Observatory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;

@Observatory
class ShopTest {
    private static final List<Object> SEEN = new ArrayList<>();

    @RepeatedTest(2)
    void observesItsOwnOrdersOnly() {
        Events.of(Shop.class, "order").completed().connect(data -> SEEN.add(data.result()));
        SEEN.clear();

        new Shop().order(3);

        assertEquals(List.of(7), SEEN);
    }
}
