package com.acme;

import dev.observatory.event.Events;
import org.junit.jupiter.api.BeforeEach;

/** The superclass of some tests. */
class ObservedCasesBase {
    @BeforeEach
    void base() {
        Events.of(Till.class, "ring").completed().connect(data -> Till.HEARD.add("base"));
    }
}
