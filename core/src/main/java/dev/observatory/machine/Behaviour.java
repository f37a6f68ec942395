package dev.observatory.machine;

import org.jspecify.annotations.Nullable;

/** What the users of a machine have it do: its guards and actions, whichever form they were written in. */
final class Behaviour {
    static final Guard[] NO_GUARDS = {};
    static final Action[] NO_ACTIONS = {};

    private Behaviour() {}

    /** A condition. */
    @FunctionalInterface
    interface Condition {
        boolean holds(@Nullable Object context, @Nullable Object payload);
    }

    /** A condition by name. */
    record Guard(String name, boolean needsPayload, Condition condition) {}

    /** Something to do. */
    @FunctionalInterface
    interface Action {
        void run(@Nullable Object context, @Nullable Object payload);
    }
}
