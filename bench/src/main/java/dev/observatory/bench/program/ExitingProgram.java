package dev.observatory.bench.program;

import dev.observatory.event.Event;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.util.concurrent.CountDownLatch;

/** A program that is observed and says when it is about to end, in one of several ways. */
public final class ExitingProgram {
    private static final int CODE = 3;
    private static final int CALLS = 20_000;

    private static int heard;

    private ExitingProgram() {}

    /**
     * Runs.
     *
     * @param args how to end: by itself, from an observer, or never
     * @throws InterruptedException never
     */
    public static void main(String[] args) throws InterruptedException {
        Events.any(EventStatus.COMPLETED).connect(data -> heard++);
        Events.any(EventStatus.EXITED).connect(data -> heard++);
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += work(i);
        }
        if (sum != CALLS / 2 * (CALLS - 1)) {
            throw new AssertionError("wrong sum [" + sum + "]");
        }
        System.out.println("ready " + (heard == 2 * CALLS ? "observed" : "unobserved"));
        switch (args[0]) {
            case "exit" -> System.exit(CODE);
            case "observer" -> leaveFromObserver();
            default -> new CountDownLatch(1).await();
        }
    }

    @Event
    static int work(int number) {
        return number;
    }

    private static void leaveFromObserver() {
        Events.of(ExitingProgram.class, "work").aboutToRun().connect(data -> System.exit(CODE));
        work(1);
        System.exit(CODE); // Where nothing is woven.
    }
}
