package dev.observatory.machine.chart;

import org.jspecify.annotations.Nullable;

/** What the users of a machine have it do: its guards and actions, whichever form they were written in. */
public final class Behaviour {
    public static final Guard[] NO_GUARDS = {};
    public static final Action[] NO_ACTIONS = {};

    private Behaviour() {}

    /** A condition. */
    @FunctionalInterface
    public interface Condition {
        boolean holds(@Nullable Object context, @Nullable Object payload);
    }

    /** A condition by name. */
    public record Guard(String name, boolean needsPayload, Condition condition) {}

    /** Something to do. */
    @FunctionalInterface
    public interface Action {
        void run(@Nullable Object context, @Nullable Object payload);
    }
}
