package com.acme;

import dev.observatory.attribute.ObservableAttr;

/** A class whose fields are assigned by classes that were loaded earlier. */
class Gauge {
    @ObservableAttr
    int level;

    @ObservableAttr(changesOnly = true)
    static long peak;
}
