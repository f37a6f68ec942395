package com.acme;

import dev.observatory.event.Event;
import java.util.concurrent.CompletableFuture;

/** Methods of all kinds, for listeners of whole calls. */
class Parcels {
    final CompletableFuture<String> delivery = new CompletableFuture<>();

    @Event
    Parcels(String address) {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("no address");
        }
    }

    @Event
    int weigh(int items) {
        return items * tare();
    }

    @Event
    static int tare() {
        return 2;
    }

    @Event
    CompletableFuture<String> deliver() {
        return delivery;
    }

    @Event
    void lose() {
        throw new IllegalStateException("lost");
    }
}
