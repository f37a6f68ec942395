package com.acme;

import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Exhausts the heap in woven methods, in observers, and before woven methods that allocate nothing themselves. */
public final class OutOfMemory {
    private static final int[] HEARD = new int[3];

    @ObservableAttr
    private long level = Long.MAX_VALUE;

    @ObservableAttr
    private static double total;

    private OutOfMemory() {}

    private void write(long number) {
        level = Long.MAX_VALUE - number;
        total = number;
    }

    @Event
    static void fill(List<Object> kept) {
        while (true) {
            kept.add(new byte[1 << 20]);
        }
    }

    @Event
    static int add(int one, int other) {
        return one + other;
    }

    @Event
    Object self(long unused) {
        return this;
    }

    private static Object fillToTheBrim() {
        Object[] chain = null;
        try {
            while (true) {
                chain = new Object[] {chain};
            }
        } catch (OutOfMemoryError full) {
            return chain;
        }
    }

    private static void observe() {
        Events.any(EventStatus.ABOUT_TO_RUN).connect(data -> HEARD[0]++);
        Events.any(EventStatus.EXITED).connect(data -> HEARD[1]++);
        Events.of(OutOfMemory.class, "add").completed().connect(data -> {
            List<Object> kept = new ArrayList<>();
            while (true) {
                kept.add(new byte[1 << 20]);
            }
        });
        Attributes.of(OutOfMemory.class, "level").assigned().connect(change -> HEARD[2]++);
        Attributes.of(OutOfMemory.class, "total").assigned().connect(change -> HEARD[2]++);
    }

    public static void main(String[] args) {
        if (args.length > 0) {
            observe();
        }
        OutOfMemory target = new OutOfMemory();
        Set<Class<?>> thrown = new TreeSet<>((one, other) -> one.getName().compareTo(other.getName()));
        List<Object> kept = new ArrayList<>();
        try {
            fill(kept);
        } catch (OutOfMemoryError expected) {
            kept.clear();
            System.out.println(expected.getMessage() + " in " + expected.getStackTrace()[0].getMethodName());
        }
        boolean right = add(1, 2) == 3;
        target.write(0);
        Object brim = fillToTheBrim();
        for (int round = 0; round < 3; round++) {
            try {
                right &= add(round, 1) == round + 1;
                right &= target.self(Long.MAX_VALUE) == target;
                target.write(round);
            } catch (Throwable failure) {
                brim = null;
                thrown.add(failure.getClass());
            }
        }
        right &= brim != null;
        brim = null;
        right &= target.level == Long.MAX_VALUE - 2 && total == 2;
        HEARD[0] = 0;
        target.level = add(3, 4);
        System.out.println(right + " " + thrown);
        System.err.println("heard again " + HEARD[0]);
    }
}
