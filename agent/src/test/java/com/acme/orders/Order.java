package com.acme.orders;

import com.acme.orders.store.Archive;
import java.util.ArrayList;
import java.util.List;

/** A class without any reference to the library. */
public class Order {
    private final List<String> lines = new ArrayList<>();
    private String status = "new";
    private int total;
    static int count;

    public Order() {
        count++;
    }

    public int placeLine(String what, int price) {
        lines.add(what);
        add(price);
        return total;
    }

    public void placeAll(List<String> whats) {
        whats.forEach(what -> placeLine(what, 1));
    }

    private void add(int price) {
        total += price;
    }

    public String getStatus() {
        return status;
    }

    public void setStatus(String status) {
        this.status = status;
    }

    public final String ship() {
        if (lines.isEmpty()) {
            throw new IllegalStateException("nothing to ship");
        }
        setStatus("shipped");
        return new Receipt().print(new Archive());
    }

    /** A nested class. */
    final class Receipt implements Priced {
        @Override
        public int price() {
            return total;
        }

        String print(Archive archive) {
            return archive.store(status + " " + total);
        }
    }

    /** A type with nothing to weave. */
    interface Priced {
        int price();
    }
}
