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
import java.util.function.IntSupplier;

/**
 * Recurses until the stack overflows, repeatedly from other depths, and checks what holds without the agent: a method that
 * has started and calls nothing completes with its own result or exception; everything else that is thrown is a stack overflow.
 */
public final class EdgeOfStack {
    private static final IllegalStateException PREPARED = new IllegalStateException("prepared");
    private static final int ROUNDS = 60;

    private final Set<String> thrown = new TreeSet<>();
    private int begun;
    private int ended;
    private boolean wrong;

    @ObservableAttr
    private int depth;

    private EdgeOfStack() {}

    @Event
    void nothing() {
        begun++;
    }

    @Event
    int number() {
        begun++;
        return 1;
    }

    @Event
    long wide(long given, int other) {
        begun++;
        return given;
    }

    @Event
    Object object() {
        begun++;
        return this;
    }

    @Event
    void fails() {
        begun++;
        throw PREPARED;
    }

    /** Called for the first time with hardly any stack left. */
    @Event
    int late() {
        begun++;
        return 1;
    }

    @Event
    int descend(int kind) {
        switch (kind) {
            case 0 -> nothing();
            case 1 -> wrong |= number() != 1;
            case 2 -> wrong |= wide(5L, 6) != 5;
            case 3 -> wrong |= object() != this;
            case 4 -> {
                try {
                    fails();
                } catch (IllegalStateException expected) {
                    wrong |= expected != PREPARED;
                }
            }
            default -> throw new IllegalArgumentException("kind " + kind);
        }
        ended++;
        depth = descend(kind) + 1;
        return depth;
    }

    /** Uses some stack, so that each round overflows in another place. */
    private int from(int padding, IntSupplier body) {
        return padding == 0 ? body.getAsInt() : from(padding - 1, body) + 1;
    }

    private void round(int round, IntSupplier body) {
        try {
            from(round % 50, body);
        } catch (Throwable failure) {
            thrown.add(failure.getClass().getName());
        }
    }

    private int toTheEdge() {
        try {
            return toTheEdge() + 1;
        } catch (StackOverflowError atTheEdge) {
            return late();
        }
    }

    public static void main(String[] args) {
        EdgeOfStack target = new EdgeOfStack();
        List<Object> heard = new ArrayList<>();
        if (args.length > 0) {
            Events.any(EventStatus.ABOUT_TO_RUN).connect(data -> count(heard));
            Events.any(EventStatus.COMPLETED).connect(data -> count(heard));
            Events.any(EventStatus.CRASHED).connect(data -> count(heard));
            Attributes.of(EdgeOfStack.class, "depth").assigned().connect(change -> count(heard));
        }
        target.round(0, target::toTheEdge);
        target.thrown.remove("java.lang.StackOverflowError");
        System.out.println("at the edge " + target.thrown);
        target.begun = 0;
        for (int kind = 0; kind < 5; kind++) {
            int kindOfCall = kind;
            for (int round = 0; round < ROUNDS; round++) {
                target.round(round, () -> target.descend(kindOfCall));
            }
            System.out.println(kind + " " + target.thrown + " " + (target.begun - target.ended) + " " + target.wrong);
        }
        System.out.println("after that " + target.number() + target.wide(1, 2)
                + List.of(1).stream().map(n -> "n" + n).toList());
        heard.clear();
        Events.of(EdgeOfStack.class, "late").exited().connect(data -> heard.add(data.result()));
        heard.clear();
        target.late();
        System.err.println("late is heard " + heard.contains(1));
    }

    private static void count(List<Object> heard) {
        if (heard.size() < 10) {
            heard.add("x");
        }
    }
}
