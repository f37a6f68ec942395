package dev.observatory.bench.woven;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how long the agent's transformer takes to skip all class files that a program loads: in a first round, not yet
 * compiled, as during startup, and in the fastest round.
 *
 * <p>Runs with the agent jar and the program on the class path, without the agent.
 */
public final class ScanCost {
    private static final int ROUNDS = 20;

    private ScanCost() {}

    private record ClassFile(String name, byte[] bytes) {}

    /**
     * Prints the number of class files, their bytes, and the milliseconds of processor time of the first and the fastest round.
     *
     * @param args the path of a class loading log of the program
     * @throws Exception if the agent cannot be started
     */
    public static void main(String[] args) throws Exception {
        List<ClassFile> files = read(Path.of(args[0]));
        ClassFileTransformer transformer = transformerOfAgent();
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean(); // Processor time, since the machine may be busy.
        long first = 0;
        long fastest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = threads.getCurrentThreadCpuTime();
            for (ClassFile file : files) {
                if (transformer.transform(null, loader, file.name(), null, null, file.bytes()) != null) {
                    throw new IllegalStateException("Benchmark is wrong: [" + file.name() + "] was woven");
                }
            }
            long nanos = threads.getCurrentThreadCpuTime() - start;
            first = round == 0 ? nanos : first;
            fastest = Math.min(fastest, nanos);
        }
        long bytes = files.stream().mapToLong(file -> file.bytes().length).sum();
        System.out.printf(Locale.ROOT, "%d %d %.2f %.2f%n", files.size(), bytes, first / 1e6, fastest / 1e6);
    }

    /** Reads the class files found on the class path, in loading order. */
    private static List<ClassFile> read(Path log) throws IOException {
        List<ClassFile> files = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            int end = line.indexOf(" source: file:");
            if (end < 0 || line.startsWith("dev.observatory.agent.", line.lastIndexOf(' ', end - 1) + 1)) {
                continue;
            }
            String name =
                    line.substring(line.lastIndexOf(' ', end - 1) + 1, end).replace('.', '/');
            try (InputStream code = ClassLoader.getSystemResourceAsStream(name + ".class")) {
                if (code != null) {
                    files.add(new ClassFile(name, code.readAllBytes()));
                }
            }
        }
        return files;
    }

    /** Starts the agent with a stand-in for the JVM's instrumentation and returns the transformer that it adds. */
    private static ClassFileTransformer transformerOfAgent() throws Exception {
        List<ClassFileTransformer> added = new ArrayList<>();
        Object instrumentation = Proxy.newProxyInstance(
                ScanCost.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, args) -> {
                    if (method.getName().equals("addTransformer")) {
                        added.add((ClassFileTransformer) args[0]);
                    }
                    return null;
                });
        Method premain = Class.forName("dev.observatory.agent.ObservatoryAgent")
                .getMethod("premain", String.class, Instrumentation.class);
        premain.invoke(null, null, instrumentation);
        return added.get(0);
    }
}
