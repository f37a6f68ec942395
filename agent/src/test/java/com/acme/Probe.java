package com.acme;

import dev.observatory.attribute.ObservableAttr;

/** Observable fields of every kind. Loaded after the classes that assign them. */
class Probe {
    @ObservableAttr
    int reading = 5;

    @ObservableAttr(changesOnly = true)
    String label;

    @ObservableAttr(duringConstruction = true)
    double scale = 0.5;

    @ObservableAttr
    static long total;

    @ObservableAttr
    private int[] raw;

    Probe next;

    Probe() {}

    Probe(Probe other) {
        this();
        scale = 2;
        reading = 6;
        other.reading = 60;
    }

    void load(int... values) {
        raw = values;
    }

    static final class Special extends Probe {}
}
