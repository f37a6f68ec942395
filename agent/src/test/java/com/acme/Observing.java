package com.acme;

import dev.observatory.attribute.Attributes;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Observes through the copy of the library that its own class loader finds, and returns what it received. */
public final class Observing implements Supplier<String> {
    private final AtomicInteger global = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final boolean woven;

    public Observing() {
        Events.any(EventStatus.EXITED).connect(data -> global.incrementAndGet());
        Events.of(Bundle.class, "applyAsInt").completed().connect(data -> calls.incrementAndGet());
        Attributes.of(Bundle.class, "state").assigned().connect(change -> writes.incrementAndGet());
        woven = Events.of(Bundle.class, "applyAsInt").isWoven()
                && Attributes.of(Bundle.class, "state").isWoven();
    }

    @Override
    public String get() {
        return "woven " + woven + ", heard " + global + " " + calls + " " + writes;
    }
}
