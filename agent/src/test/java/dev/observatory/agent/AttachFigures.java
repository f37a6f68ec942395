package dev.observatory.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures what attaching costs: {@code scripts/attach-figures}. A program with 10,000 loaded classes, of which a pattern means 2,000;
 * one that makes as many watched calls in a second as it can.
 */
final class AttachFigures {
    private static final int LOADED = 10_000;
    private static final int WOVEN = 2_000;
    private static final int CALLS = 1_000_000;

    private AttachFigures() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("attach-figures");
        try {
            int rounds = args.length == 0 ? 3 : Integer.parseInt(args[0]);
            Path generated = GeneratedClasses.write(folder, LOADED);
            for (int round = 1; round <= rounds; round++) {
                attach(generated);
            }
            for (int round = 1; round <= rounds; round++) {
                watch();
            }
        } finally {
            delete(folder);
        }
    }

    /** Classes gen.C8000 to C9999 are meant, and called all the time. */
    private static void attach(Path generated) throws Exception {
        try (LiveJvm jvm = LiveJvm.start(List.of("-XX:+EnableDynamicAgentLoading"), List.of(generated.toString()))) {
            sleep(3);
            jvm.number("gap");
            sleep(3);
            long usualGap = jvm.number("gap");
            long start = System.nanoTime();
            List<String> woven = Tool.linesOf("attach", jvm.pid(), "--include", "gen.C8*,gen.C9*");
            long attached = System.nanoTime();
            long gap = jvm.number("gap");
            Tool.linesOf("detach", jvm.pid());
            long detachGap = jvm.number("gap");
            long first = firstEvent(jvm);
            System.out.printf(
                    "%d classes loaded, %d meant: attach command %d ms (%s), longest gap %d ms (%d ms without), at detach %d ms;"
                            + " watch of one class to its first event %d ms%n",
                    LOADED, WOVEN, (attached - start) / 1_000_000, woven.get(1), gap, usualGap, detachGap, first);
        }
    }

    private static long firstEvent(LiveJvm jvm) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process watch = new ProcessBuilder(Tool.command("watch", jvm.pid(), "gen.C77#add", "--limit", "1"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = reader(watch).readLine();
        long millis = (System.nanoTime() - start) / 1_000_000;
        watch.waitFor();
        if (line == null) {
            throw new AssertionError("nothing was watched");
        }
        return millis;
    }

    private static void watch() throws Exception {
        try (LiveJvm jvm = LiveJvm.start("-XX:+EnableDynamicAgentLoading")) {
            jvm.number("paced " + CALLS);
            long plain = jvm.number("paced " + CALLS);
            Process watch = new ProcessBuilder(
                            Tool.command("watch", jvm.pid(), "com.acme.Attached$Burst#one", "--args"))
                    .redirectErrorStream(true)
                    .start();
            BufferedReader out = reader(watch);
            out.readLine();
            List<String> last = new ArrayList<>(List.of(""));
            Thread drain = new Thread(() -> out.lines().forEach(line -> last.set(0, line)));
            drain.start();
            jvm.number("paced " + CALLS);
            long watched = jvm.number("paced " + CALLS);
            long memory = jvm.number("heap");
            new ProcessBuilder("kill", "-INT", Long.toString(watch.pid()))
                    .start()
                    .waitFor();
            watch.waitFor();
            drain.join();
            System.out.printf(
                    "%d calls and other work: %d ms, watched %d ms (%.2f times, %.0f calls/s), heap then %d MiB; %s%n",
                    CALLS,
                    plain / 1000,
                    watched / 1000,
                    (double) watched / plain,
                    CALLS * 1e6 / watched,
                    memory >> 20,
                    last.get(0));
        }
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void sleep(int seconds) throws InterruptedException {
        Thread.sleep(seconds * 1000L);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
