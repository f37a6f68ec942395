package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.Observes;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import javax.management.ObjectName;

/**
 * A program that works until its input ends, and answers requests about itself, one line each. Has no reference to
 * Observatory.
 */
public final class Attached {
    private static volatile long calls;
    private static volatile long longestGap;
    private static volatile long failures;

    private Attached() {}

    /**
     * Runs the program.
     *
     * @param args a folder with generated classes that the program calls repeatedly; or nothing
     */
    public static void main(String[] args) throws Exception {
        List<IntUnaryOperator> generated = args.length == 0 ? List.of() : generated(new File(args[0]));
        Thread worker = daemon(() -> work(generated), "worker");
        Thread meter = daemon(Attached::meter, "meter");
        worker.start();
        meter.start();
        System.out.println("ready " + ProcessHandle.current().pid());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = in.readLine(); question != null; question = in.readLine()) {
            System.out.println(answer(question));
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private static List<IntUnaryOperator> generated(File folder) throws ReflectiveOperationException {
        List<IntUnaryOperator> all = new ArrayList<>();
        for (String file : new TreeSet<>(Arrays.asList(folder.list()))) {
            String name = "gen." + file.replace(".class", "");
            if (name.startsWith("gen.Broken")) {
                Class.forName(name, false, Attached.class.getClassLoader()); // Loaded, but never linked.
            } else {
                all.add((IntUnaryOperator)
                        Class.forName(name).getDeclaredConstructor().newInstance());
            }
        }
        return all;
    }

    private static void work(List<IntUnaryOperator> generated) {
        Desk desk = new Desk();
        for (int i = 0; ; i++) {
            int sum = Tagged.twice(i);
            for (IntUnaryOperator one : generated) {
                sum += one.applyAsInt(i);
            }
            try {
                desk.place("tea", sum, "hunter2");
            } catch (IllegalStateException outOfStock) {
                failures++;
            }
            calls = i;
            try {
                Thread.sleep(1);
            } catch (InterruptedException impossible) {
                return;
            }
        }
    }

    private static void meter() {
        long last = System.nanoTime();
        while (true) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException impossible) {
                return;
            }
            long now = System.nanoTime();
            longestGap = Math.max(longestGap, now - last);
            last = now;
        }
    }

    private static Object answer(String question) throws Exception {
        String[] words = question.split(" ", -1);
        return switch (words[0]) {
            case "threads" -> ManagementFactory.getThreadMXBean().getThreadCount();
            case "metaspace" -> metaspace();
            case "instances" -> instances(words[1]);
            case "gap" -> gap();
            case "calls" -> calls;
            case "bytecode" -> Desk.bytecodeIndex();
            case "view" -> view(Class.forName(words[1]));
            case "burst" -> burst(Integer.parseInt(words[1]));
            case "failures" -> failures;
            case "audience" -> Audience.heard;
            case "audienceIsConnected" -> Audience.isConnected();
            case "exit" -> exit();
            default -> "unknown question";
        };
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    /** Runs the garbage collector, and counts the remaining classes of a name in all loaders. */
    private static long instances(String className) throws Exception {
        String[] none = {};
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {none},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length >= 4 && columns[3].equals(className))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /** Returns the time since the previous request, in milliseconds. */
    private static long gap() {
        long gap = longestGap / 1_000_000;
        longestGap = 0;
        return gap;
    }

    private static String view(Class<?> type) {
        StringBuilder view = new StringBuilder(type.toGenericString());
        Method[] methods = type.getDeclaredMethods();
        Arrays.sort(methods, (a, b) -> a.toString().compareTo(b.toString()));
        for (Method method : methods) {
            view.append(';').append(method.toGenericString());
            for (Parameter parameter : method.getParameters()) {
                view.append(' ').append(parameter.getName()).append(parameter.isNamePresent());
            }
        }
        return view.append(Arrays.toString(type.getDeclaredFields())).toString();
    }

    /** Makes many calls in a row; returns their duration, in microseconds. */
    private static long burst(int count) {
        Burst burst = new Burst();
        long start = System.nanoTime();
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += burst.one(i);
        }
        return sum == 42 ? 0 : (System.nanoTime() - start) / 1000;
    }

    private static String exit() throws IOException {
        System.in.close();
        Thread.yield();
        System.exit(0);
        return "";
    }

    /**
     * Handles requests. Contains no lambdas: a retransformation makes the JVM link them again, and the classes are never unloaded.
     */
    static final class Desk implements Function<Stream<StackWalker.StackFrame>, Integer> {
        private static final StackWalker WALKER = StackWalker.getInstance();

        private int stock;
        private int bytecodeIndex;

        int place(String item, int count, String password) {
            stock = count;
            int taken = check(item, password);
            if (count % 3 == 0) {
                throw outOfStock(item, count);
            }
            return stock + taken;
        }

        private int check(String item, String password) {
            bytecodeIndex = WALKER.walk(this);
            return item.length() + password.length();
        }

        private static IllegalStateException outOfStock(String item, int count) {
            return new IllegalStateException("no " + item + " for " + count);
        }

        /** Returns the bytecode index of the first call in {@code place}, which weaving changes. */
        static int bytecodeIndex() {
            Desk desk = new Desk();
            desk.place("milk", 1, "secret");
            return desk.bytecodeIndex;
        }

        @Override
        public Integer apply(Stream<StackWalker.StackFrame> frames) {
            Iterator<StackWalker.StackFrame> innermostFirst = frames.iterator();
            innermostFirst.next();
            return innermostFirst.next().getByteCodeIndex();
        }
    }

    /** Compiled with a tag; the library is not present before the agent attaches. */
    static final class Tagged {
        private Tagged() {}

        @Event
        static int twice(int i) {
            return i * 2;
        }
    }

    /** Connected by the agent only; loaded on request. */
    static final class Audience {
        private static volatile long heard;

        private Audience() {}

        @Observes(type = Tagged.class, method = "twice", status = EventStatus.COMPLETED)
        static void twice(EventData data) {
            heard++;
        }

        static boolean isConnected() {
            return Events.of(Tagged.class, "twice").completed().isObserved();
        }
    }

    /** A method that is called often. */
    static final class Burst {
        private int last;

        int one(int i) {
            last = last * 31 + i;
            return last;
        }
    }
}
