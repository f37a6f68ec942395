package com.acme;

import dev.observatory.attribute.Assignment;
import dev.observatory.attribute.Attributes;
import java.util.Arrays;

/** Observes the fields of {@link Probe} and assigns them in every way, from outside, in one call of main. */
public final class FieldWrites {
    private FieldWrites() {}

    private static void observe(String field) {
        Attributes.of(Probe.class, field).assigned().connect(FieldWrites::print);
    }

    private static void print(Assignment<Object> change) {
        System.out.println(change.name() + ": " + show(change.oldValue()) + " -> " + show(change.newValue())
                + (change.target() == null ? " static" : ""));
    }

    private static String show(Object value) {
        return value instanceof int[] ints ? Arrays.toString(ints) : String.valueOf(value);
    }

    public static void main(String[] args) {
        Probe before = new Probe();
        before.reading = 4;
        System.out.println("woven " + Attributes.of(Probe.class, "reading").isWoven());
        for (String field : new String[] {"reading", "label", "scale", "total", "raw"}) {
            observe(field);
        }
        Probe probe = new Probe();
        probe.reading = 7;
        probe.reading++;
        probe.reading += 10;
        probe.label = "a";
        probe.label = new String("a");
        probe.label = "b";
        probe.scale = probe.scale * 3;
        Probe.total = 8;
        Probe.total = Probe.total++ + 1;
        probe.load(1, 2);
        new Probe(probe);
        Probe.Special special = new Probe.Special();
        special.reading = 1;
        Runnable inLambda = () -> probe.reading = before.reading = 99;
        inLambda.run();
        try {
            probe.next.reading = 1;
        } catch (NullPointerException expected) {
            System.out.println(expected.getMessage());
            System.out.println(expected.getStackTrace()[0]);
        }
        new Later().assign(probe);
    }

    /** Loaded after the fields are known; refers to no type of the library. */
    static final class Later {
        void assign(Probe probe) {
            probe.reading = -1;
        }
    }
}
