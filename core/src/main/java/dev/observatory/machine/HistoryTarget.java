package dev.observatory.machine;

/** What was active inside a state when it was last left: its child, or, if deep, the innermost states. */
record HistoryTarget(State state, boolean deep) implements TransitionTarget {}
