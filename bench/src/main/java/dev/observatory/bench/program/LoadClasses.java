package dev.observatory.bench.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/** Loads many classes on several threads and calls each once, or calls all of them in rounds from the start. */
public final class LoadClasses {
    private static final long NANOS_OF_ROUNDS = 5_000_000_000L;

    private LoadClasses() {}

    /**
     * Runs the program.
     *
     * @param args {@code once} or {@code rounds}, the package of the classes, their number, and the number of threads. {@code once}
     *     prints the milliseconds and the bytes of live objects afterwards; {@code rounds} how many calls were made within five seconds
     * @throws InterruptedException never
     */
    public static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[2]);
        if (args[0].equals("once")) {
            long start = System.nanoTime();
            List<IntUnaryOperator> loaded = load(args[1], count, Integer.parseInt(args[3]));
            long millis = (System.nanoTime() - start) / 1_000_000;
            System.out.println(millis + " " + liveBytes());
            check(loaded, count);
        } else {
            System.out.println(callsInRounds(args[1], count));
        }
    }

    private static List<IntUnaryOperator> load(String packageName, int count, int threads) throws InterruptedException {
        IntUnaryOperator[] loaded = new IntUnaryOperator[count];
        AtomicInteger next = new AtomicInteger();
        AtomicLong sum = new AtomicLong();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                    loaded[number] = make(packageName + ".C" + number);
                    sum.addAndGet(loaded[number].applyAsInt(number));
                }
            });
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        if (sum.get() != (long) count * (count - 1) / 2) {
            throw new IllegalStateException("Benchmark is wrong: sum [" + sum + "]");
        }
        return List.of(loaded);
    }

    private static long liveBytes() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Keeps the objects reachable until the heap was measured. */
    private static void check(List<IntUnaryOperator> loaded, int count) {
        if (loaded.size() != count) {
            throw new IllegalStateException("Benchmark is wrong: [" + loaded.size() + "] classes");
        }
    }

    private static long callsInRounds(String packageName, int count) {
        long end = System.nanoTime() + NANOS_OF_ROUNDS;
        List<IntUnaryOperator> loaded = new ArrayList<>();
        long calls = 0;
        long sum = 0;
        while (System.nanoTime() < end) {
            if (loaded.size() < count) {
                loaded.add(make(packageName + ".C" + loaded.size()));
            }
            for (IntUnaryOperator each : loaded) {
                sum += each.applyAsInt(1);
            }
            calls += loaded.size();
        }
        if (sum != calls) {
            throw new IllegalStateException("Benchmark is wrong: sum [" + sum + "] of [" + calls + "] calls");
        }
        return calls;
    }

    private static IntUnaryOperator make(String name) {
        try {
            return (IntUnaryOperator)
                    Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
