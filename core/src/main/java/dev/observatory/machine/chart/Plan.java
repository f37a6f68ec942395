package dev.observatory.machine.chart;

/** What is left and what is entered by one step, in order. */
public final class Plan {
    /** Innermost first. */
    public final int[] exits;

    /** Outermost first. */
    public final int[] enters;

    /** The innermost active states afterwards, in the order of declaration. */
    public final int[] leaves;

    /** For each edge of the step, the state that it leads to in the end. */
    public final int[] to;

    /** For each state left or entered, the place in the step of the edge that does it. */
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
