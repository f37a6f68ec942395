package com.acme;

import dev.observatory.event.Event;
import java.io.IOException;
import java.util.Arrays;

/** Methods of every access, parameter and result type, in forms that are difficult to verify. */
public final class Signatures {
    private final int base;

    private Signatures(int base) {
        this.base = base;
    }

    @Event
    static boolean booleans(boolean a) {
        return !a;
    }

    @Event
    private byte bytes(byte a) {
        return (byte) (a + base);
    }

    @Event
    final char chars(char a) {
        return (char) (a + base);
    }

    @Event
    public short shorts(short a, byte b) {
        return (short) (a + b);
    }

    @Event
    static int ints(int a, int b) {
        return a + b;
    }

    @Event
    protected long longs(long a, int b, long c) {
        return a + b + c;
    }

    @Event
    static float floats(float a) {
        return a / 2;
    }

    @Event
    double doubles(double a, float b, double c) {
        return a + b + c;
    }

    @Event
    static void nothing() {}

    @Event
    private static int[] arrays(int[] a, String[][] b) {
        return Arrays.copyOf(a, b.length);
    }

    @Event
    static <T extends Comparable<T>> T generic(T a, T b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    @Event
    static Object returnsNull(Object a) {
        return null;
    }

    @Event
    synchronized int locked(int a) {
        return Thread.holdsLock(this) ? a : -1;
    }

    @Event
    static int recursive(int n) {
        return n == 0 ? 0 : n + recursive(n - 1);
    }

    @Event
    @SuppressWarnings("ParameterReuse")
    static String overwritesItsParameters(int a, String b, long c) {
        Object kept = b;
        {
            b = null;
            a = 7;
            c = a;
        }
        for (int i = 0; i < 3; i++) {
            long fresh = i + c;
            kept = kept + ":" + fresh;
        }
        return kept + " " + b;
    }

    @Event
    static int loopsFromTheStart(int n) {
        while (n > 10) {
            n /= 2;
        }
        return n;
    }

    @Event
    static int tries(int n) throws IOException {
        try {
            if (n < 0) {
                throw new IOException("negative");
            }
            return 100 / n;
        } catch (ArithmeticException zero) {
            return 0;
        } finally {
            System.out.println("finally " + n);
        }
    }

    @Event
    static int alwaysThrows() {
        throw new UnsupportedOperationException("always");
    }

    @Event
    static String manyReturns(int n) {
        switch (n) {
            case 0:
                return "zero";
            case 1:
                return "one";
            default:
                if (n < 0) {
                    return "negative";
                }
        }
        return "many";
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            Recorder.all();
        }
        Signatures target = new Signatures(1);
        StringBuilder results = new StringBuilder();
        results.append(booleans(true)).append(target.bytes((byte) 2)).append(target.chars('b'));
        results.append(target.shorts((short) 3, (byte) 4)).append(ints(5, 6)).append(target.longs(7, 8, 9));
        results.append(floats(3)).append(target.doubles(1, 2, 3));
        nothing();
        results.append(Arrays.toString(arrays(new int[] {1, 2, 3}, new String[][] {{"x"}, {}})));
        results.append(generic("a", "b")).append(returnsNull("x")).append(target.locked(11));
        results.append(recursive(2)).append(overwritesItsParameters(1, "b", 2L)).append(loopsFromTheStart(100));
        results.append(tries(5)).append(tries(0));
        try {
            tries(-1);
        } catch (IOException expected) {
            results.append(expected.getMessage()).append(expected.getStackTrace()[0].getMethodName());
        }
        try {
            alwaysThrows();
        } catch (UnsupportedOperationException expected) {
            results.append(expected.getMessage()).append(expected.getStackTrace().length);
        }
        results.append(manyReturns(0)).append(manyReturns(-5)).append(manyReturns(5));
        System.out.println("results " + results);
    }
}
