package dev.observatory.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the agent adds to the start of a program that has nothing to weave: whole processes, in turn. */
final class StartSection implements Section {
    private static final int PAIRS = 20;

    @Override
    public void run(String agentJar) throws Exception {
        Path emptyClassPath = Files.createTempDirectory("empty-main");
        Path emptyMain = emptyClassPath.resolve(EmptyMain.class.getName().replace('.', '/') + ".class");
        Path noOpAgent = NoOpAgent.makeJar();
        try (var code = EmptyMain.class.getResourceAsStream("EmptyMain.class")) {
            Files.createDirectories(emptyMain.getParent());
            Files.write(emptyMain, code.readAllBytes());
            measure(emptyClassPath.toString(), agentJar, noOpAgent.toString());
        } finally {
            Files.delete(noOpAgent);
        }
    }

    private static void measure(String classPath, String agentJar, String noOpAgent) throws Exception {
        List<List<String>> variants =
                List.of(List.of(), List.of("-javaagent:" + noOpAgent), List.of("-javaagent:" + agentJar));
        double[][] times = new double[variants.size()][PAIRS];
        for (int i = -1; i < PAIRS; i++) {
            for (int v = 0; v < variants.size(); v++) {
                double millis = Processes.java(variants.get(v), classPath, EmptyMain.class)
                        .millis();
                if (i >= 0) {
                    times[v][i] = millis;
                }
            }
        }
        Table table = new Table(
                "Start of an empty main (ms of wall time; medians of " + PAIRS + " rounds)",
                "agent",
                "without",
                "with",
                "added",
                "min-max");
        row(table, "one that does nothing", times[0], times[1]);
        row(table, "Observatory", times[0], times[2]);
        System.out.println("limit: 60 ms added");
    }

    private static void row(Table table, String agent, double[] without, double[] with) {
        double[] added = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            added[i] = with[i] - without[i];
        }
        Arrays.sort(added);
        table.row(
                agent,
                Table.number(median(without)),
                Table.number(median(with)),
                Table.number(median(added)),
                Table.number(added[0]) + "-" + Table.number(added[PAIRS - 1]));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
}
