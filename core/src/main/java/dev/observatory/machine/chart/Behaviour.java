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

    /** An action. */
    @FunctionalInterface
    public interface Action {
        void run(@Nullable Object context, @Nullable Object payload);
    }
}
