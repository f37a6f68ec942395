package com.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A program that does not know the library: methods of every kind of result, constructors that fail, and fields. */
public final class Bystanders {
    private static int created;

    private final List<String> lines = new ArrayList<>();
    private double sum;

    private Bystanders(int start) {
        if (start < 0) {
            throw new IllegalArgumentException("negative: " + start);
        }
        created++;
        sum = start;
    }

    boolean isOdd(int n) {
        return n % 2 != 0;
    }

    byte small(int n) {
        return (byte) n;
    }

    char letter(int n) {
        return (char) ('a' + n);
    }

    short medium(int n) {
        return (short) (n * 3);
    }

    long wide(int n) {
        return (long) n << 33;
    }

    float ratio(int n) {
        return n / 2f;
    }

    double add(double n) {
        sum += n;
        return sum;
    }

    void note(Object line) {
        lines.add(String.valueOf(line));
    }

    static <T> String outcome(Callable<T> action) {
        try {
            return String.valueOf(action.call());
        } catch (Exception thrown) {
            return thrown + " at " + thrown.getStackTrace()[0].getMethodName();
        }
    }

    private static int divide(int by) {
        return 10 / by;
    }

    private static String helpful() {
        String[] none = {null};
        return none[0].trim();
    }

    public static void main(String[] args) {
        Bystanders one = new Bystanders(3);
        one.note(one.isOdd(3));
        one.note(one.small(300));
        one.note(one.letter(2));
        one.note(one.medium(7));
        one.note(one.wide(2));
        one.note(one.ratio(5));
        one.note(one.add(1.5));
        one.note(outcome(() -> divide(0)));
        one.note(outcome(() -> divide(3)));
        one.note(outcome(() -> new Bystanders(-1)));
        one.note(outcome(Bystanders::helpful));
        one.note(created);
        one.lines.forEach(System.out::println);
    }
}
