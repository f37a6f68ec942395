package dev.observatory.graph;

import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A graph in which one piece of code misbehaves once, among others that do not: those in front of it and behind it, above and
 * below it, and some that have nothing to do with it.
 */
final class MisbehavingWorld {
    /** The value at which the code misbehaves. */
    static final int TRIGGER = 2;

    final Graph graph;

    /** What everything depends on. */
    final Value<Integer> input;

    /** What misbehaving code writes. */
    final Value<Integer> side;

    /** A node that never changes. */
    final Value<Integer> idle;

    /** An effect that misbehaving code closes. */
    final Effect victim;

    /** Closes what runs the misbehaving code. */
    Runnable closing = () -> {};

    private final Misbehaviour misbehaviour;
    private final boolean readsFirst;
    private boolean armed;
    private boolean acted;
    private int reported;

    private final List<Integer> firstEffect = new ArrayList<>();
    private final List<Integer> lastEffect = new ArrayList<>();
    private final List<ValueChange<Integer>> firstChanges = new ArrayList<>();
    private final List<ValueChange<Integer>> lastChanges = new ArrayList<>();
    private final List<Integer> sides = new ArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Derived<Integer> twice;
    private final Derived<Integer> tracked;

    MisbehavingWorld(Graph graph, Misbehaviour misbehaviour, boolean readsFirst) {
        this.graph = graph;
        this.misbehaviour = misbehaviour;
        this.readsFirst = readsFirst;
        input = Value.of(graph, 0).named("input");
        side = Value.of(graph, 0).named("side");
        idle = Value.of(graph, 0).named("idle");
        twice = Derived.of(input, n -> n * 2).named("twice");
        tracked = Derived.of(graph, () -> input.get() + twice.get()).named("tracked");
        victim = Effect.of(graph, () -> idle.get());
        observeFirst();
    }

    private void observeFirst() {
        own(Effect.of(graph, () -> firstEffect.add(tracked.get())));
        own(tracked.updated().connect(firstChanges::add));
        own(Effect.of(graph, () -> sides.add(side.get())));
    }

    /** Adds those that come behind the misbehaving code. */
    void observeLast() {
        own(Effect.of(graph, () -> lastEffect.add(tracked.get())));
        own(tracked.updated().connect(lastChanges::add));
    }

    <C extends AutoCloseable> C own(C part) {
        open.add(part);
        return part;
    }

    /** Misbehaves when it is armed and called with the input at which it does, before or after it reads that. */
    int call(Node<Integer> read) {
        if (!readsFirst) {
            misbehave();
        }
        int value = read.get();
        if (readsFirst) {
            misbehave();
        }
        return value;
    }

    /** Misbehaves when it is armed, for code that gets what it needs as an argument. */
    int call(int value) {
        misbehave();
        return value;
    }

    void misbehave() {
        if (armed) {
            armed = misbehaviour.isThrown(); // What is no failure happens once.
            acted = true;
            misbehaviour.act(this);
        }
    }

    void arm() {
        armed = true;
    }

    void disarm() {
        armed = false;
    }

    boolean hasActed() {
        return acted;
    }

    void countReport() {
        reported++;
    }

    int reported() {
        return reported;
    }

    void onAnotherThread(Runnable work) {
        Thread thread = new Thread(work, "another");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    void joinThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(20_000);
            if (thread.isAlive()) {
                throw new AssertionError("another thread waits forever");
            }
        }
    }

    /** Reads a node whatever comes of it. */
    static void tryToRead(Node<Integer> node) {
        try {
            node.get();
        } catch (Throwable expected) {
            assert expected != null;
        }
    }

    /** Returns what is wrong with those that do not misbehave; empty if nothing is. */
    List<String> differences(List<Integer> inputs) {
        List<String> wrong = new ArrayList<>();
        List<Integer> sums = inputs.stream().map(n -> 3 * n).toList();
        check(wrong, "the effect in front", firstEffect, sums);
        check(wrong, "the effect behind", lastEffect, sums);
        checkChanges(wrong, "the observer in front", firstChanges, sums);
        checkChanges(wrong, "the observer behind", lastChanges, sums);
        if (!sides.get(sides.size() - 1).equals(side.get())) {
            wrong.add("the effect of the written value has seen " + sides + ", but it is " + side.get());
        }
        return wrong;
    }

    private static void check(List<String> wrong, String who, List<Integer> seen, List<Integer> expected) {
        if (!seen.equals(expected)) {
            wrong.add(who + " has seen " + seen + " instead of " + expected);
        }
    }

    private static void checkChanges(
            List<String> wrong, String who, List<ValueChange<Integer>> seen, List<Integer> sums) {
        List<ValueChange<Integer>> expected = new ArrayList<>();
        for (int i = 1; i < sums.size(); i++) {
            expected.add(new ValueChange<>(sums.get(i - 1), sums.get(i)));
        }
        if (!seen.equals(expected)) {
            wrong.add(who + " has received " + seen + " instead of " + expected);
        }
    }

    /** Closes everything, and returns the vertices that still depend on the input. */
    int closeAll() throws Exception {
        closing.run();
        for (AutoCloseable each : open) {
            each.close();
        }
        int left = 0;
        for (Link link = input.subs; link != null; link = link.nextSub) {
            left++;
        }
        return left;
    }

    Subscription observe(Node<Integer> node, List<Integer> heard) {
        return own(node.updated().connect(change -> heard.add(change.newValue())));
    }
}
