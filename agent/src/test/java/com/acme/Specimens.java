package com.acme;

import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import dev.observatory.event.Extra;
import java.io.IOException;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Tagged classes with everything that reflection, serialization and stack traces can reveal. */
final class Specimens {
    /** The instance that is returned and thrown; its identity must be preserved. */
    static final IllegalStateException PREPARED = new IllegalStateException("prepared");

    private Specimens() {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE_USE, ElementType.PARAMETER, ElementType.METHOD, ElementType.FIELD})
    @interface Mark {
        String value() default "";
    }

    sealed interface Figure permits Circle, Square {
        @Event
        default String label() {
            return "figure " + area();
        }

        double area();
    }

    /** A record with type annotations and a compact constructor. */
    record Circle(@Mark("on a component") double radius, List<@Mark("inside") String> notes)
            implements Figure, Serializable {
        Circle {
            if (radius < 0) {
                throw new IllegalArgumentException("radius " + radius);
            }
        }

        @Event
        @Override
        public double area() {
            return Math.PI * radius * radius;
        }

        @Event
        @Override
        public List<@Mark("inside") String> notes() {
            return notes;
        }
    }

    record Square(double side) implements Figure {
        @Event(name = "side squared", extra = @Extra(key = "k", value = "v"))
        @Override
        public double area() {
            return side * side;
        }
    }

    enum Mood {
        GOOD {
            @Event
            @Override
            int level() {
                return 1;
            }
        },
        BAD {
            @Event
            @Override
            int level() {
                return -1;
            }
        };

        abstract int level();

        @Event
        static Mood of(int level) {
            return level > 0 ? GOOD : BAD;
        }
    }

    /** Without an explicit serialVersionUID: it is computed from the members. */
    @SuppressWarnings("serial")
    static class Account implements Serializable {
        @ObservableAttr
        protected int balance = 7;

        @ObservableAttr(changesOnly = true)
        private String owner;

        @ObservableAttr
        static long opened;

        private final transient Object lock = new Object();

        Account(String owner) {
            this.owner = owner;
            opened++;
        }

        @Event
        synchronized int deposit(@Mark("positive") int amount) throws IOException {
            if (amount < 0) {
                throw new IOException("negative", new IllegalArgumentException("amount " + amount));
            }
            balance += amount;
            return balance;
        }

        @Event
        private Object readResolve() {
            return this;
        }

        private String renamed(String newOwner) {
            String before = owner;
            owner = newOwner;
            return before + (lock == null ? "" : "!");
        }

        /** Tags private members of the enclosing class, as nestmates may. */
        final class Auditor {
            @Event
            String audit() {
                return renamed("audited") + balance;
            }
        }
    }

    /** Generic in every position. */
    abstract static class Store<K extends Comparable<K>, V extends @Mark("bound") Object>
            implements Supplier<Map<K, List<? super V>>> {
        @Event
        @Deprecated
        @SuppressWarnings("unchecked")
        <T extends RuntimeException & Supplier<K>> @Mark("result") List<K> find(
                final K key, @Mark("varargs") V @Mark("array") ... rest) throws T, @Mark("thrown") IOException {
            List<K> found = new ArrayList<>();
            for (V one : rest) {
                Map<K, V> entry = Map.of(key, one);
                found.addAll(entry.keySet());
            }
            return found;
        }

        @Event
        @Override
        public Map<K, List<? super V>> get() {
            return Map.of();
        }
    }

    static final class Names extends Store<String, Integer> {}

    /** Throws in every possible way. */
    static final class Failing {
        @Event
        static void prepared() {
            throw PREPARED;
        }

        @Event
        int nested(int depth) {
            if (depth == 0) {
                throw new UnsupportedOperationException("at the bottom");
            }
            return nested(depth - 1) + 1;
        }

        @Event
        static void wrapped() throws IOException {
            try (AutoCloseable closing = () -> prepared()) {
                closing.hashCode();
                throw new IOException("first");
            } catch (IOException first) {
                throw first;
            } catch (Exception other) {
                throw new AssertionError(other);
            }
        }

        @Event
        static int inLambda(List<Integer> numbers) {
            return numbers.stream().mapToInt(number -> 10 / number).sum();
        }

        @Event
        static String helpful(int[] numbers, String text) {
            return numbers.length + text.strip();
        }

        @Event
        static Object cast(Object text) {
            return (Integer) text;
        }

        @Event
        static StackTraceElement[] whoIsCalling() {
            return new Throwable().getStackTrace();
        }

        @Event
        static Class<?> caller() {
            return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .getCallerClass();
        }

        @Event
        static List<Object> same(List<Object> list) {
            return list;
        }
    }
}
