package dev.observatory.bench.program;

import dev.observatory.event.Event;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.util.concurrent.CountDownLatch;

/** A program that prints a line and then terminates in one of several ways. */
public final class ExitingProgram {
    private static final int CODE = 3;
    private static final int CALLS = 20_000;

    private static int observed;

    private ExitingProgram() {}

    /**
     * Runs the program.
     *
     * @param args the way to terminate: normally, from an observer, or not at all
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        Events.any(EventStatus.COMPLETED).connect(data -> observed++);
        Events.any(EventStatus.EXITED).connect(data -> observed++);
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += work(i);
        }
        if (sum != CALLS / 2 * (CALLS - 1)) {
            throw new AssertionError("wrong sum [" + sum + "]");
        }
        System.out.println("ready " + (observed == 2 * CALLS ? "observed" : "unobserved"));
        switch (args[0]) {
            case "exit" -> System.exit(CODE);
            case "observer" -> exitFromObserver();
            default -> new CountDownLatch(1).await();
        }
    }

    @Event
    static int work(int number) {
        return number;
    }

    private static void exitFromObserver() {
        Events.of(ExitingProgram.class, "work").aboutToRun().connect(data -> System.exit(CODE));
        work(1);
        System.exit(CODE); // Reached if the method is not woven.
    }
}
