package com.acme.orders.store;

/** In a package below. */
public final class Archive {
    public String store(String text) {
        return "stored " + text;
    }
}
