package com.acme;

import dev.observatory.attribute.Attributes;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** Weaves and observes classes of many loaders, releases them, and counts how many were collected. */
public final class ThrowawayLoaders {
    private static final AtomicInteger HEARD = new AtomicInteger();

    private ThrowawayLoaders() {}

    /** Takes the locations of the program's classes and of a copy of the library, and the number of loaders of each kind. */
    public static void main(String[] args) throws Exception {
        Events.any(EventStatus.EXITED).connect(data -> HEARD.incrementAndGet());
        List<WeakReference<?>> sharing = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            sharing.add(use(new ChildFirst(Bundle.class.getClassLoader(), List.of("com.acme.Bundle"), args[0])));
        }
        List<WeakReference<?>> withTheirOwn = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[3]); i++) {
            withTheirOwn.add(useOwnCopy(new ChildFirst(
                    Bundle.class.getClassLoader(),
                    List.of("com.acme.Bundle", "com.acme.Obs", "dev."),
                    args[0],
                    args[1])));
        }
        System.out.println("heard " + HEARD);
        System.out.println("collected " + collected(sharing) + " and " + collected(withTheirOwn));
    }

    private static WeakReference<?> use(ChildFirst loader) throws Exception {
        try (loader) {
            IntUnaryOperator bundle = loader.bundle();
            Class<?> type = bundle.getClass();
            bundle.applyAsInt(1);
            Events.of(type, "applyAsInt").completed().connect(data -> HEARD.incrementAndGet());
            Events.of(type, "applyAsInt").bind(bundle).aboutToRun().connect(data -> check(data.target() == bundle));
            Attributes.of(type, "state").assigned().connect(change -> HEARD.incrementAndGet());
            Attributes.of(type, "state").bind(bundle).assigned().connect(change -> HEARD.incrementAndGet());
            bundle.applyAsInt(1);
            return new WeakReference<>(loader);
        }
    }

    private static WeakReference<?> useOwnCopy(ChildFirst loader) throws Exception {
        try (loader) {
            Object observing = loader.make(Observing.class);
            loader.bundle().applyAsInt(1);
            check(observing.toString() != null);
            return new WeakReference<>(loader);
        }
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }

    private static long collected(List<WeakReference<?>> loaders) {
        long collected = 0;
        for (int round = 0; round < 20 && collected < loaders.size(); round++) {
            System.gc();
            collected = loaders.stream().filter(loader -> loader.get() == null).count();
        }
        return collected;
    }
}
