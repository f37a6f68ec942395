package dev.observatory.bench.soak;

import com.sun.management.GarbageCollectorMXBean;
import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The observed program: two threads make calls at a constant rate, a third one repeatedly connects and disconnects observers of
 * everything else, and the heap is measured after full collections. It prints its counts and terminates on command.
 */
final class SoakedProgram {
    /** The calls per second of both threads together. */
    static final int RATE = 200_000;

    private static final int THREADS = 2;
    private static final String OLD_GENERATION = "MarkSweepCompact";

    private static final LongAdder OBSERVED = new LongAdder();

    private SoakedProgram() {}

    /**
     * Runs the program.
     *
     * @param args the seconds to run and the number of measurements
     * @throws Exception if the program fails
     */
    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[0]);
        int measurements = Integer.parseInt(args[1]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Events.of(SoakedProgram.class, "work").exited().connect(call -> OBSERVED.increment());
        System.out.println("ready");
        await(commands, "go");

        Churn churn = new Churn();
        churn.start();
        Pace[] paces = new Pace[THREADS];
        long start = System.nanoTime();
        for (int i = 0; i < THREADS; i++) {
            paces[i] = new Pace(start, seconds);
            paces[i].start();
        }
        measure(start, seconds, measurements);
        long calls = 0;
        long behind = 0;
        for (Pace pace : paces) {
            pace.join();
            calls += pace.made;
            behind = Math.max(behind, pace.mostBehindNanos);
        }
        long nanos = System.nanoTime() - start;
        churn.end();
        System.out.println("done " + calls + " " + OBSERVED.sum() + " " + nanos + " " + behind + " " + churn.sent()
                + " " + churn.received());
        await(commands, "end");
    }

    private static void await(BufferedReader commands, String expected) throws IOException {
        String command = commands.readLine();
        if (!expected.equals(command)) {
            throw new IllegalStateException("Expected the command [" + expected + "], but got [" + command + "]");
        }
    }

    @Event
    static long work(long number) {
        return number;
    }

    private static void measure(long start, int seconds, int measurements) {
        GarbageCollectorMXBean collector = ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .filter(bean -> bean.getName().equals(OLD_GENERATION))
                .findAny()
                .orElseThrow(() -> new IllegalStateException(
                        "The soak test requires the serial collector; run with [-XX:+UseSerialGC]"));
        for (int i = 1; i <= measurements; i++) {
            long due = start + seconds * 1_000_000_000L * i / measurements;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            System.gc();
            // As of the end of the collection, since other threads continue to allocate.
            long used = 0;
            for (MemoryUsage pool :
                    collector.getLastGcInfo().getMemoryUsageAfterGc().values()) {
                used += pool.getUsed();
            }
            System.out.println("heap " + (System.nanoTime() - start) + " " + used);
        }
    }

    /** Makes its share of the calls; catches up after a pause. */
    private static final class Pace extends Thread {
        private static final int PER_SECOND = RATE / THREADS;
        private static final long PERIOD_NANOS = 1_000_000;

        private final long start;
        private final long total;
        private long made;
        private long mostBehindNanos;

        Pace(long start, int seconds) {
            super("pace");
            this.start = start;
            this.total = (long) PER_SECOND * seconds;
        }

        @Override
        public void run() {
            long sum = 0;
            while (made < total) {
                long since = System.nanoTime() - start;
                long due = Math.min(total, since / 1000 * PER_SECOND / 1_000_000);
                mostBehindNanos = Math.max(mostBehindNanos, since - made * 1_000_000_000 / PER_SECOND);
                while (made < due) {
                    sum += work(made++);
                }
                LockSupport.parkNanos(PERIOD_NANOS);
            }
            if (sum != total * (total - 1) / 2) {
                throw new AssertionError("wrong sum [" + sum + "]");
            }
        }
    }
}
