package com.acme;

import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import java.util.function.IntUnaryOperator;

/** A tagged class that runs without the library, so that any class loader can define it. */
public final class Bundle implements IntUnaryOperator {
    @ObservableAttr
    private int state;

    @Event
    @Override
    public int applyAsInt(int by) {
        state += by;
        return state;
    }
}
