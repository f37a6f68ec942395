package dev.observatory.machine;

/** The target of transitions: a {@link State}, or the history of one. */
public sealed interface TransitionTarget permits State, State.HistoryTarget {}
