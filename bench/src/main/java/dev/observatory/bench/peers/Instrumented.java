package dev.observatory.bench.peers;

import dev.observatory.event.Event;
import io.micrometer.core.annotation.Timed;
import io.opentelemetry.instrumentation.annotations.WithSpan;

/** What each agent finds, with everybody's tag: those whose agent is not there mean nothing. */
public class Instrumented {
    private final int x = 7;

    @Event
    @Timed("f")
    @WithSpan
    int f(int a) {
        return a * 31 + x;
    }
}
