package dev.observatory.agent.bytecode;

/** The roles in which one method of a {@link WeavingPlan} is woven. Immutable. */
final class PlannedMethod {
    static final int EVENT = 1;
    /** Selected by a pattern and not tagged; only together with {@link #EVENT}. */
    static final int BY_PATTERN = 2;

    static final int PUBLISHER = 4;
    static final int TRANSITION = 8;
    /** Assigns a field that may be observable. */
    static final int WRITER = 16;
    /** A constructor that may be called by one that is an event; has no effect together with {@link #EVENT}. */
    static final int BYSTANDER = 32;

    /** Connects the static observers of its class before it returns. */
    static final int CONNECTOR = 64;

    /** Observed now; only together with {@link #EVENT}. */
    static final int OBSERVED = 128;

    private static final int TARGET = EVENT | PUBLISHER | TRANSITION | WRITER;

    private final int roles;

    /** Creates a method with a set of the roles above. */
    PlannedMethod(int roles) {
        this.roles = roles;
    }

    PlannedMethod with(int role) {
        return new PlannedMethod(roles | role);
    }

    PlannedMethod without(int unwanted) {
        return new PlannedMethod(roles & ~unwanted);
    }

    boolean isEvent() {
        return (roles & EVENT) != 0;
    }

    boolean isByPattern() {
        return (roles & BY_PATTERN) != 0;
    }

    /** Returns whether the method is an event that is observed now. */
    boolean isObserved() {
        return (roles & OBSERVED) != 0;
    }

    boolean isPublisher() {
        return (roles & PUBLISHER) != 0;
    }

    boolean isTransition() {
        return (roles & TRANSITION) != 0;
    }

    boolean isBystander() {
        return (roles & BYSTANDER) != 0;
    }

    boolean isConnector() {
        return (roles & CONNECTOR) != 0;
    }

    /** Returns whether the method is woven for its own sake, and not only for that of its class or a constructor that calls it. */
    boolean isTarget() {
        return (roles & TARGET) != 0;
    }

    boolean hasNoRole() {
        return roles == 0;
    }
}
