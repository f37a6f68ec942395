package com.acme;

import dev.observatory.event.Event;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;

/** Events in situations where logging is difficult. */
public final class LoggedCorners {
    private LoggedCorners() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "stack" -> stack();
            case "early" -> early();
            case "child" -> child(args);
            case "threads" -> threads(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("done");
    }

    /** Emits the first events with hardly any stack left; afterwards the program's own logging must work. */
    private static void stack() {
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        try {
            deepen();
        } catch (StackOverflowError end) {
            System.out.println("overflow");
        }
        java.util.logging.Handler handler =
                new java.util.logging.StreamHandler(System.out, new java.util.logging.SimpleFormatter());
        Logger.getLogger("mine").addHandler(handler);
        Logger.getLogger("mine").warning("still works");
        handler.flush();
    }

    @Event
    static void deepen() {
        deepen();
    }

    private static void early() throws Exception {
        Class.forName("com.acme.EarlyWriters$Plain");
        EarlyWriters.Plain.gauge = new Gauge();
        // Woven only when the JDK's timer fires.
        for (int i = 0; i < 6000 && !SeenByLog.hasSeen(); i++) {
            EarlyWriters.Plain.assign();
            new CountDownLatch(1).await(10, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        System.out.println(SeenByLog.hasSeen());
    }

    /** A copy of the library in a separate class loader, as in a container. */
    private static void child(String[] args) throws Exception {
        URL[] urls = {Path.of(args[1]).toUri().toURL(), Path.of(args[2]).toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Object shop =
                    loader.loadClass("com.acme.Till").getDeclaredConstructor().newInstance();
            shop.getClass().getMethod("ring", int.class).invoke(shop, 1);
        }
        new Till().ring(2);
    }

    private static void threads(int threads, int calls) throws InterruptedException {
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            all[i] = new Thread(() -> {
                for (int call = 0; call < calls; call++) {
                    new Till().ring(call);
                }
            });
            all[i].start();
        }
        for (Thread one : all) {
            one.join();
        }
    }

    /** Inspects the log records. */
    static final class SeenByLog extends java.util.logging.Handler {
        private static volatile boolean seen;

        static {
            Logger.getLogger("").addHandler(new SeenByLog());
        }

        static boolean hasSeen() {
            return seen;
        }

        @Override
        public void publish(java.util.logging.LogRecord record) {
            seen |= record.getMessage().startsWith("com.acme.Gauge.level assigned");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
