package dev.observatory.collection;

/**
 * An element whose own methods misbehave once, at a chosen call. Half of all elements collide in hash tables, so that their
 * {@code equals} is called.
 */
final class Unruly implements Comparable<Unruly> {
    private static Runnable misbehaviour;
    private static int callsUntil;

    private final int id;

    Unruly(int id) {
        this.id = id;
    }

    /** Misbehaves in the given call from now on, counted from 1. */
    static void arm(int call, Runnable action) {
        callsUntil = call;
        misbehaviour = action;
    }

    /** Returns whether the misbehaviour has happened, and prevents it from now on. */
    static boolean disarm() {
        boolean happened = misbehaviour == null;
        misbehaviour = null;
        return happened;
    }

    /** Called by each method of the elements, and by functions that tests pass to collections. */
    static void called() {
        if (misbehaviour != null && --callsUntil == 0) {
            Runnable action = misbehaviour;
            misbehaviour = null;
            action.run();
        }
    }

    int id() {
        called();
        return id;
    }

    @Override
    public boolean equals(Object other) {
        called();
        return other instanceof Unruly unruly && unruly.id == id;
    }

    @Override
    public int hashCode() {
        called();
        return id % 2;
    }

    @Override
    public int compareTo(Unruly other) {
        called();
        return Integer.compare(id, other.id);
    }

    @Override
    public String toString() {
        called();
        return "#" + id;
    }
}
