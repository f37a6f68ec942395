package dev.observatory.bench.peers;

import dev.observatory.event.Event;
import io.micrometer.core.annotation.Timed;
import io.opentelemetry.instrumentation.annotations.WithSpan;

/** The measured class, tagged for every peer; a tag without its agent has no effect. */
public class Instrumented {
    private final int x = 7;

    @Event
    @Timed("f")
    @WithSpan
    int f(int a) {
        return a * 31 + x;
    }
}
