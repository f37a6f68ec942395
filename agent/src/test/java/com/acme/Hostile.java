package com.acme;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

/** Values whose methods must not be called: each call is counted and fails. */
public final class Hostile {
    public static final AtomicInteger CALLS = new AtomicInteger();

    private Hostile() {}

    public static class Touchy {
        public final int size = 3;

        @Override
        public String toString() {
            throw fail();
        }

        @Override
        public int hashCode() {
            throw fail();
        }

        @Override
        public boolean equals(Object other) {
            throw fail();
        }
    }

    public static final class Endless {
        @Override
        public String toString() {
            CALLS.incrementAndGet();
            return toString() + "!";
        }
    }

    public static class TouchyList extends AbstractList<Object> {
        @Override
        public Object get(int index) {
            throw fail();
        }

        @Override
        public int size() {
            throw fail();
        }
    }

    public static final class TouchyArrayList extends ArrayList<Object> {
        private static final long serialVersionUID = 1;
        public final String label = "mine";

        @Override
        public Iterator<Object> iterator() {
            throw fail();
        }

        @Override
        public int size() {
            throw fail();
        }
    }

    public static final class TouchyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw fail();
        }

        @Override
        public String toString() {
            throw fail();
        }
    }

    public record TouchyRecord(int x, Object inner) {
        @Override
        public int x() {
            throw fail();
        }

        @Override
        public String toString() {
            throw fail();
        }
    }

    public enum TouchyConstant {
        ONE;

        @Override
        public String toString() {
            throw fail();
        }
    }

    public static final class TouchyComparator implements Comparator<Object> {
        @Override
        public int compare(Object left, Object right) {
            throw fail();
        }
    }

    private static RuntimeException fail() {
        CALLS.incrementAndGet();
        return new IllegalStateException("do not touch");
    }
}
