package dev.observatory.machine.chart;

/** The states that one step leaves and enters, in order. */
public final class Plan {
    /** Innermost first. */
    public final int[] exits;

    /** Outermost first. */
    public final int[] enters;

    /** The innermost active states afterwards, in order of declaration. */
    public final int[] leaves;

    /** For each edge of the step, the state that it finally leads to. */
    public final int[] to;

    /** For each state left or entered, the index in the step of the edge that causes it. */
    public final int[] exitedBy;

    public final int[] enteredBy;

    Plan(int[] exits, int[] enters, int[] leaves, int[] to, int[] exitedBy, int[] enteredBy) {
        this.exits = exits;
        this.enters = enters;
        this.leaves = leaves;
        this.to = to;
        this.exitedBy = exitedBy;
        this.enteredBy = enteredBy;
    }
}
