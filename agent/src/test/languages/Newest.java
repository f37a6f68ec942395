package com.acme;

import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import module java.base;

/** What only the newest javac takes: statements and assignments before super, and whatever else changes class files. */
class Newest {
    static class Base {
        Base(int n) {
            if (n < 0) {
                throw new IllegalStateException("base");
            }
            hear();
        }

        void hear() {}
    }

    static class Flexible extends Base {
        @ObservableAttr(duringConstruction = true)
        final int early;

        @ObservableAttr(duringConstruction = true)
        String late = "late";

        @Event
        Flexible(String text) {
            int parsed;
            try {
                parsed = Integer.parseInt(text);
            } catch (NumberFormatException _) {
                parsed = 0;
            }
            if (parsed == 13) {
                throw new IllegalArgumentException("unlucky");
            }
            for (int i = 0; i < 3; i++) {
                parsed++;
            }
            early = parsed;
            super(parsed);
            late = text;
        }

        @Event
        Flexible(int n) {
            var text = n > 5 ? "x" : String.valueOf(n);
            this(text);
        }

        @Override
        void hear() {
            IO.println("seen from super: " + early);
        }

        @Override
        public String toString() {
            return "flexible " + early;
        }
    }

    sealed interface Node {}

    record Leaf(int value) implements Node {}

    record Branch(Node left, Node right) implements Node {}

    @Event
    static int sum(Node node) {
        return switch (node) {
            case Leaf(var value) when value < 0 -> 0;
            case Leaf(int value) -> value;
            case Branch(Leaf(var left), Leaf(var right)) -> left + right;
            case Branch(var left, var right) -> sum(left) + sum(right);
        };
    }

    static String attempt(Supplier<?> maker) {
        try {
            return String.valueOf(maker.get());
        } catch (RuntimeException expected) {
            return expected + " of " + expected.getStackTrace().length;
        }
    }

    public static void main(String[] args) {
        if (args.length > 0) {
            Recorder.all();
            for (var field : List.of("early", "late")) {
                Attributes.of(Flexible.class, field)
                        .assigned()
                        .connect(change -> IO.println(change.name() + " " + change.oldValue() + " -> " + change.newValue()));
            }
        }
        for (var text : List.of("4", "13", "-9", "no number")) {
            IO.println(attempt(() -> new Flexible(text)));
        }
        IO.println(attempt(() -> new Flexible(2)));
        IO.println(attempt(() -> new Flexible(-20)));
        IO.println(sum(new Branch(new Branch(new Leaf(1), new Leaf(2)), new Leaf(-3))));
    }
}
