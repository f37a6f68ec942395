package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tagged methods in every kind of type, and the methods that compilers generate for them. */
public final class MemberKinds {
    private int locks;

    private MemberKinds() {}

    interface Greeter {
        @Event
        default String greet(String name) {
            return prefix() + name + suffix(name.length());
        }

        @Event
        private String prefix() {
            return "hello ";
        }

        @Event
        static String shout(String text) {
            return text.toUpperCase(java.util.Locale.ROOT);
        }

        String suffix(int length);
    }

    enum Operation implements Greeter {
        PLUS {
            @Event
            @Override
            int apply(int a, int b) {
                return a + b;
            }
        },
        TIMES {
            @Override
            int apply(int a, int b) {
                return a * b;
            }
        };

        @Event
        static Operation parse(String text) {
            return switch (text) {
                case "+" -> PLUS;
                case "*" -> TIMES;
                default -> throw new IllegalArgumentException(text);
            };
        }

        abstract int apply(int a, int b);

        @Event
        @Override
        public String suffix(int length) {
            return "#" + length;
        }
    }

    record Pair<A extends Comparable<A>, B>(A first, B second) implements Comparable<Pair<A, B>> {
        @Event
        @Override
        public A first() {
            return first;
        }

        /** Javac adds a bridge method that takes an Object. */
        @Event
        @Override
        public int compareTo(Pair<A, B> other) {
            return first.compareTo(other.first);
        }
    }

    sealed interface Shape permits Circle, Square {
        @Event
        double area();
    }

    record Circle(double radius) implements Shape {
        @Event
        @Override
        public double area() {
            return radius * radius * 3;
        }
    }

    static final class Square implements Shape {
        @Override
        public double area() {
            return 4;
        }
    }

    abstract static class Source<T> {
        abstract T next(T previous) throws Exception;

        @Event
        Object kept() {
            return "source";
        }
    }

    /** Bridges for a type variable and for a narrower result. */
    static final class Numbers extends Source<Integer> implements Callable<Integer> {
        @Event
        @Override
        Integer next(Integer previous) {
            return previous + 1;
        }

        @Event
        @Override
        String kept() {
            return "numbers of " + super.kept();
        }

        @Event
        @Override
        public Integer call() throws Exception {
            return next(41);
        }
    }

    final class Inner {
        @Event
        int locked(int times) {
            synchronized (MemberKinds.this) {
                for (int i = 0; i < times; i++) {
                    locks++;
                }
            }
            return Thread.holdsLock(MemberKinds.this) ? -1 : locks;
        }

        @Event
        synchronized String monitor() throws InterruptedException {
            notifyAll();
            wait(1);
            return "held " + Thread.holdsLock(this);
        }
    }

    @Event
    static synchronized boolean classLocked() {
        return Thread.holdsLock(MemberKinds.class);
    }

    @Event
    private List<String> lambdas(String... names) {
        List<String> found = new ArrayList<>();
        Function<String, Supplier<String>> later = name -> () -> name + found.size();
        for (String name : names) {
            found.add(later.apply(name).get());
            Events.tag("last", name);
        }
        Runnable runnable = () -> Events.tag("in lambda", true);
        runnable.run();
        found.sort(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
        return found;
    }

    @Event
    @SuppressWarnings({"finally", "ReturnFromFinally"})
    static int finallyWins(int n) {
        int seen = 0;
        try {
            try {
                seen = 100 / n;
                return seen;
            } finally {
                seen++;
                if (n > 10) {
                    return -seen;
                }
            }
        } catch (ArithmeticException zero) {
            seen += 1000;
        } finally {
            seen *= 2;
        }
        return seen;
    }

    @Event
    static long mixed(long a, double b, int c, Object... more) {
        long sum = a;
        while (true) {
            double grown = b;
            for (Object item : more) {
                grown += item instanceof Number number ? number.doubleValue() : 0;
            }
            sum += (long) grown;
            if (--c <= 0) {
                return sum;
            }
        }
    }

    @Event
    static <T extends Exception> void rethrows(T thrown) throws T {
        throw thrown;
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            Recorder.all();
        }
        StringBuilder out = new StringBuilder();
        MemberKinds kinds = new MemberKinds();
        out.append(Operation.PLUS.greet("you")).append(Greeter.shout("hey"));
        out.append(Operation.parse("+").apply(1, 2)).append(Operation.parse("*").apply(3, 4));
        Comparable<Pair<String, Integer>> pair = new Pair<>("a", 1);
        out.append(pair.compareTo(new Pair<>("b", 2))).append(new Pair<>("c", null).first());
        List<Shape> shapes = List.of(new Circle(2), new Square());
        out.append(shapes.get(0).area() + shapes.get(1).area());
        Source<Integer> source = new Numbers();
        out.append(source.next(6)).append(source.kept()).append(new Numbers().call());
        Inner inner = kinds.new Inner();
        out.append(inner.locked(3)).append(inner.monitor()).append(classLocked());
        out.append(kinds.lambdas("ccc", "b"));
        out.append(finallyWins(7)).append(finallyWins(0)).append(finallyWins(20));
        out.append(mixed(1, 2.5, 2, 1, 2L, "x"));
        Object anonymous = new Object() {
            @Event
            @Override
            public String toString() {
                return "anonymous";
            }
        };
        class Local {
            @Event
            String use() {
                return anonymous.toString() + args.length * 0;
            }
        }
        out.append(new Local().use());
        try {
            rethrows(new java.io.IOException("mine"));
        } catch (java.io.IOException expected) {
            out.append(expected.getMessage()).append(expected.getStackTrace().length);
        }
        System.out.println("results " + out);
    }
}
