package dev.observatory.machine.chart;

import org.jspecify.annotations.Nullable;

/** Guards and actions of a machine, in whichever form they were declared. */
public final class Behaviour {
    public static final Guard[] NO_GUARDS = {};
    public static final Action[] NO_ACTIONS = {};

    private Behaviour() {}

    /** A condition. */
    @FunctionalInterface
    public interface Condition {
        boolean holds(@Nullable Object context, @Nullable Object payload);
    }

    /** A condition with a name. */
    public record Guard(String name, boolean needsPayload, Condition condition) {}

    /** An action of a transition, which takes the payload; or an entry or exit action, which takes the transition instead. */
    @FunctionalInterface
    public interface Action {
        void run(@Nullable Object context, @Nullable Object subject);
    }

    /** A choice among several targets. */
    @FunctionalInterface
    public interface Choice {
        /** Returns the index of the chosen target among the alternatives. */
        int choose(@Nullable Object context, @Nullable Object payload);
    }
}
