package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Supplier;

/** Tagged constructors of every kind of class, which return, or throw before, inside or after their call of super. */
public final class Constructors {
    private Constructors() {}

    @Override
    public String toString() {
        return "outer";
    }

    private static int checked(int n) {
        if (n == 13) {
            throw new ArithmeticException("unlucky");
        }
        return n;
    }

    static class Root {
        Root(int n) {
            if (n < -10) {
                throw new IllegalStateException("root " + n);
            }
        }
    }

    static class Base extends Root {
        final int n;

        Base(int n) {
            super(n);
            if (n < 0) {
                throw new IllegalStateException("base " + n);
            }
            this.n = n;
        }
    }

    static class Derived extends Base {
        final String label;

        @Event
        Derived(int n, String label) {
            super(checked(n));
            this.label = label;
            Events.tag("n", n);
            if (label.isEmpty()) {
                throw new IllegalArgumentException("empty");
            }
        }

        @Event(name = "by number")
        private Derived(int n) {
            this(n, n == 99 ? "" : "number " + n);
        }

        @Event
        Derived(StringBuilder text) {
            this(new StringBuilder(text).append('!').length(), new String(text.append('?')));
        }

        Derived(long n) {
            this((int) n);
        }

        @Override
        public String toString() {
            return label;
        }
    }

    static final class Sized extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        @Event
        Sized(int capacity) {
            super(capacity);
        }
    }

    enum Planet {
        MARS(4) {
            @Override
            String describe() {
                return "red " + number;
            }
        },
        EARTH(3);

        final int number;

        @Event
        Planet(int number) {
            this.number = number;
        }

        String describe() {
            return name() + number;
        }
    }

    record Point(int x, long y) {
        @Event
        Point {
            if (x < 0) {
                throw new IllegalArgumentException("left");
            }
            y = y * 2;
        }
    }

    record Named(String name) {
        @Event
        Named(String name) {
            this.name = Objects.requireNonNull(name);
        }
    }

    static final class Generic<T extends Comparable<T>> {
        final T value;

        @Event
        @SafeVarargs
        Generic(double factor, T... values) {
            T largest = values[0];
            for (T candidate : values) {
                if (candidate.compareTo(largest) > 0) {
                    largest = candidate;
                }
            }
            value = largest;
        }

        @Override
        public String toString() {
            return "generic " + value;
        }
    }

    final class Inner {
        @Event
        Inner(String text) {
            Supplier<String> inLambda = () -> text + Constructors.this;
            if (inLambda.get().isEmpty()) {
                throw new AssertionError();
            }
        }

        @Override
        public String toString() {
            return "inner";
        }
    }

    private static String attempt(Supplier<?> maker) {
        try {
            return String.valueOf(maker.get());
        } catch (RuntimeException expected) {
            StackTraceElement[] trace = expected.getStackTrace();
            return expected + " at " + trace[0] + " of " + trace.length;
        }
    }

    public static void main(String[] args) {
        if (args.length > 0) {
            Recorder.all();
        }
        int captured = args.length * 0 + 7;
        class Local {
            final int sum;

            @Event
            Local(int more) {
                sum = captured + more;
            }

            @Override
            public String toString() {
                return "local " + sum;
            }
        }
        StringBuilder results = new StringBuilder();
        for (int n : new int[] {5, 13, -1, -11}) {
            results.append(attempt(() -> new Derived(n, "label"))).append('\n');
        }
        results.append(attempt(() -> new Derived(6, ""))).append('\n');
        results.append(attempt(() -> new Derived(7))).append('\n');
        results.append(attempt(() -> new Derived(-2L))).append('\n');
        results.append(attempt(() -> new Derived(99L))).append('\n');
        results.append(attempt(() -> new Derived(new StringBuilder("built")))).append('\n');
        results.append(attempt(() -> new Derived(8, "anonymous") {})).append('\n');
        results.append(attempt(() -> new Sized(3).size())).append('\n');
        results.append(attempt(() -> new Sized(-3).size())).append('\n');
        results.append(attempt(() -> Planet.MARS.describe() + Planet.EARTH.describe()))
                .append('\n');
        results.append(attempt(() -> new Point(1, 2))).append('\n');
        results.append(attempt(() -> new Point(-1, 2))).append('\n');
        results.append(attempt(() -> new Named("a"))).append('\n');
        results.append(attempt(() -> new Named(null))).append('\n');
        results.append(attempt(() -> new Generic<>(1.5, "x", "z", "y"))).append('\n');
        results.append(attempt(() -> new Constructors().new Inner("t"))).append('\n');
        results.append(attempt(() -> new Local(2))).append('\n');
        System.out.print(results);
        if (args.length > 0) {
            EventPoint point = Events.of(Derived.class, "new", int.class, String.class);
            System.out.println(point.isWoven() + " " + point.action() + " "
                    + Events.of(Point.class, "new").name());
        }
    }
}
