package com.acme.orders.store;

/** A class in a subpackage. */
public final class Archive {
    public String store(String text) {
        return "stored " + text;
    }
}
