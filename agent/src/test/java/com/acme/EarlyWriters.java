package com.acme;

import dev.observatory.attribute.Attributes;
import java.util.Arrays;

/** Loads classes that assign the fields of {@link Gauge} before {@code Gauge} itself, and observes afterwards. */
public final class EarlyWriters {
    private EarlyWriters() {}

    /** Refers to no type of the library and has no parameters whose names could be lost. */
    static final class Plain {
        static Gauge gauge;
        static Runnable lambda = () -> gauge.level += 100;

        private Plain() {}

        static void assign() {
            gauge.level = gauge.level + 1;
            lambda.run();
            Gauge.peak += 5;
            Gauge.peak = 5 * (Gauge.peak / 5);
        }
    }

    static final class WithParameters {
        private WithParameters() {}

        static void assign(Gauge gauge) {
            gauge.level = -1;
            Gauge.peak = Math.max(Gauge.peak, 0);
        }
    }

    private static void observe(String field) {
        Attributes.of(Gauge.class, field)
                .assigned()
                .connect(change ->
                        System.out.println(change.name() + " " + change.oldValue() + " -> " + change.newValue()));
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        String owner = "com.acme.Gauge";
        Class.forName("com.acme.EarlyWriters$Plain");
        Class.forName("com.acme.EarlyWriters$WithParameters");
        System.out.println("loaded before " + owner);
        Plain.gauge = new Gauge();
        Plain.assign();
        observe("level");
        observe("level");
        Plain.assign();
        observe("peak");
        Plain.assign();
        WithParameters.assign(Plain.gauge);
        System.out.println(Arrays.toString(
                WithParameters.class.getDeclaredMethod("assign", Gauge.class).getParameters()));
        System.out.println(Plain.gauge.level);
    }
}
