package dev.observatory.bench.program;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * A program that works until its input ends, measures its longest pause, and answers queries, one per line. It does not use the
 * library.
 */
public final class BusyProgram {
    private static final int CALLS_BETWEEN_CLOCK_READS = 100;

    private static volatile long longestGap;
    private static volatile long rounds;

    private int last;

    private BusyProgram() {}

    /**
     * Runs the program.
     *
     * @param args a folder and packages in it whose classes the program instantiates and calls continuously; or none
     * @throws Exception if a class cannot be instantiated
     */
    public static void main(String[] args) throws Exception {
        List<IntUnaryOperator> generated = new ArrayList<>();
        for (String packageName : Arrays.asList(args).subList(Math.min(1, args.length), args.length)) {
            generated.addAll(generated(new File(args[0], packageName.replace('.', '/')), packageName));
        }
        start("worker", () -> work(generated));
        start("meter", BusyProgram::meter);
        while (rounds == 0) {
            Thread.onSpinWait();
        }
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String query = in.readLine(); query != null; query = in.readLine()) {
            System.out.println(answer(query.split(" ", -1)));
        }
    }

    private static List<IntUnaryOperator> generated(File folder, String packageName)
            throws IOException, ReflectiveOperationException {
        String[] files = folder.list();
        if (files == null) {
            throw new IOException("No classes in [" + folder + "]");
        }
        List<IntUnaryOperator> all = new ArrayList<>();
        for (String file : new TreeSet<>(Arrays.asList(files))) {
            Class<?> type = Class.forName(packageName + "." + file.replace(".class", ""));
            all.add((IntUnaryOperator) type.getDeclaredConstructor().newInstance());
        }
        return all;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void work(List<IntUnaryOperator> generated) {
        for (int i = 0; ; i++) {
            int sum = 0;
            for (IntUnaryOperator one : generated) {
                sum += one.applyAsInt(i);
            }
            if (sum != generated.size() * i) {
                throw new IllegalStateException("Benchmark is wrong: sum [" + sum + "] in round [" + i + "]");
            }
            rounds = i + 1L;
            if (!hasSlept()) {
                return;
            }
        }
    }

    private static void meter() {
        long before = System.nanoTime();
        while (hasSlept()) {
            long now = System.nanoTime();
            longestGap = Math.max(longestGap, now - before);
            before = now;
        }
    }

    private static boolean hasSlept() {
        try {
            Thread.sleep(1);
            return true;
        } catch (InterruptedException toEnd) {
            return false;
        }
    }

    private static Object answer(String[] words) {
        return switch (words[0]) {
            case "gap" -> gap();
            case "rounds" -> rounds;
            case "pace" -> pace(Long.parseLong(words[1]), Integer.parseInt(words[2]));
            case "paced" -> paced(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            default -> throw new IllegalArgumentException("Unknown query [" + words[0] + "]");
        };
    }

    /** Returns the longest pause since the last query, in microseconds. */
    private static long gap() {
        long gap = longestGap / 1_000;
        longestGap = 0;
        return gap;
    }

    /** Returns the nanoseconds that the calls take, with other work between them, about 0.8 ns a step. */
    private static long paced(int count, int steps) {
        BusyProgram called = new BusyProgram();
        long start = System.nanoTime();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += called.one(i);
            for (int j = 0; j < steps; j++) {
                sum = sum * 31 + (sum >>> 7);
            }
        }
        return sum == 42 ? 0 : System.nanoTime() - start;
    }

    /** Returns the nanoseconds that a call takes on average, made for a time, with other work between. */
    private static long pace(long millis, int steps) {
        long start = System.nanoTime();
        long elapsed = 0;
        long nanos = 0;
        int calls = 0;
        while (elapsed < millis * 1_000_000) {
            nanos += paced(CALLS_BETWEEN_CLOCK_READS, steps);
            calls += CALLS_BETWEEN_CLOCK_READS;
            elapsed = System.nanoTime() - start;
        }
        return nanos / calls;
    }

    private int one(int i) {
        last = last * 31 + i;
        return last;
    }
}
