package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;

/** Exits in every way that a program can exit, from woven and observed methods. */
public final class Exits {
    private Exits() {}

    @Event
    static void exit(int code) {
        System.exit(code);
    }

    @Event
    static void halt(int code) {
        Runtime.getRuntime().halt(code);
    }

    @Event
    static void fail(String message) {
        throw new IllegalStateException(message, new Error("cause"));
    }

    @Event
    static void outliveMain() {
        Thread main = Thread.currentThread();
        new Thread(() -> {
                    join(main);
                    System.out.println("after main");
                    fail("in a thread");
                })
                .start();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    public static void main(String[] args) {
        if (args[0].equals("threads")) {
            Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .sorted()
                    .forEach(System.out::println);
            return;
        }
        int[] heard = new int[1];
        Events.any(EventStatus.ABOUT_TO_RUN).connect(data -> heard[0]++);
        Events.any(EventStatus.EXITED).connect(data -> heard[0]++);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        switch (args[0]) {
            case "exit" -> exit(7);
            case "halt" -> halt(8);
            case "fail" -> fail("in main");
            case "thread" -> outliveMain();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
