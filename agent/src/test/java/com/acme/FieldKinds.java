package com.acme;

import dev.observatory.attribute.Assignment;
import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Fields of every type, assigned in every way from every permitted place. */
public final class FieldKinds {
    @ObservableAttr
    private boolean flag;

    @ObservableAttr
    private byte small;

    @ObservableAttr
    private short medium;

    @ObservableAttr
    private char letter = 'a';

    @ObservableAttr
    private long wide = 1;

    @ObservableAttr
    private float real;

    @ObservableAttr
    private volatile double precise;

    @ObservableAttr
    private int[][] table;

    @ObservableAttr(changesOnly = true)
    private Integer boxed;

    @ObservableAttr(duringConstruction = true)
    private final String name;

    @ObservableAttr(changesOnly = true, duringConstruction = true)
    private int counted = 0;

    @ObservableAttr
    private static double ratio;

    @ObservableAttr(duringConstruction = true)
    static String title = "first";

    @ObservableAttr
    static long sum;

    private FieldKinds(String name) {
        this.name = name;
        counted = 3;
        counted = 3;
    }

    void byThemselves() {
        flag = !flag;
        small += 3;
        medium--;
        letter++;
        wide <<= 40;
        wide = wide + (sum = wide | 1);
        real *= 2;
        precise = real = 1.5f;
        table = new int[][] {{1}, {2, 3}};
        table[0] = new int[0];
        table[1][0] = 9;
        boxed = 1000;
        boxed = Integer.valueOf(1000);
        boxed++;
        ratio = precise++ + ++precise;
        flag |= wide > 0 && (flag = false);
    }

    /** A nestmate, which assigns private fields directly. */
    static final class Mate {
        private Mate() {}

        void assign(FieldKinds of) {
            of.small = -1;
            IntConsumer later = value -> of.medium = (short) value;
            later.accept(7);
            new Object() {
                void run() {
                    of.letter = 'z';
                    ratio += 1;
                }
            }.run();
        }
    }

    /** Assigns through a class that inherits the field. */
    static class Parent {
        @ObservableAttr
        protected long inherited;
    }

    static final class Child extends Parent {
        private final Runnable assignment = () -> super.inherited = 5;

        Child() {
            inherited = 4;
        }
    }

    interface Constants {
        /** An untagged field with the name and type of a tagged one. */
        int[] COUNTED = {0};
    }

    static final class Namesake {
        int counted;
    }

    private static void observe(Class<?> type, String field) {
        Attributes.of(type, field).assigned().connect(FieldKinds::print);
    }

    private static void print(Assignment<Object> change) {
        System.out.println(change.name() + " " + show(change.oldValue()) + " -> " + show(change.newValue()));
    }

    private static String show(Object value) {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }

    public static void main(String[] args) {
        if (args.length > 0) {
            for (String field : ("flag small medium letter wide real precise table boxed name counted ratio title sum")
                    .split(" ")) {
                observe(FieldKinds.class, field);
            }
            observe(Child.class, "inherited");
        }
        FieldKinds kinds = new FieldKinds("made");
        kinds.byThemselves();
        new Mate().assign(kinds);
        Child child = new Child();
        child.assignment.run();
        child.inherited++;
        Namesake other = new Namesake();
        other.counted = 8;
        title = null;
        System.out.println("end " + kinds.flag + kinds.small + kinds.medium + kinds.letter + kinds.wide + kinds.real
                + kinds.precise + show(kinds.table) + kinds.boxed + kinds.name + kinds.counted + ratio + title + sum
                + child.inherited + other.counted + Constants.COUNTED[0]);
    }
}
