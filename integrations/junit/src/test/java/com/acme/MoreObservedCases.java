package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.observatory.event.Events;
import dev.observatory.junit.Observatory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs after the other cases: connections of their class are closed, those of the program are not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoreObservedCases {
    MoreObservedCases() {
        Events.define("unrelated").completed().connect(data -> {});
    }

    @Test
    @Observatory
    void observesOnlyTheProgram() {
        Till.HEARD.clear();
        new Till().ring(1);

        assertEquals(List.of("program"), Till.HEARD);
    }
}
