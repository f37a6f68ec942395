package dev.observatory.machine;

/** Where a transition may lead: a {@link State}, or the history of one. */
public sealed interface TransitionTarget permits State, State.HistoryTarget {}
