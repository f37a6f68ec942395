package dev.observatory.bench;

import java.util.Arrays;
import java.util.List;

/** What the agent adds to the start of a program that has nothing to weave: whole processes, in pairs. */
final class StartSection implements Section {
    private static final int PAIRS = 10;

    @Override
    public void run(String agentJar) throws Exception {
        List<String> withAgent = List.of("-javaagent:" + agentJar);
        Processes.java(List.of(), EmptyMain.class);
        Processes.java(withAgent, EmptyMain.class);
        double[] plain = new double[PAIRS];
        double[] agent = new double[PAIRS];
        double[] added = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            plain[i] = Processes.java(List.of(), EmptyMain.class).millis();
            agent[i] = Processes.java(withAgent, EmptyMain.class).millis();
            added[i] = agent[i] - plain[i];
        }
        Table table = new Table(
                "Start of an empty main (ms of wall time; medians of " + PAIRS + " pairs)",
                "program",
                "without",
                "with agent",
                "added",
                "min-max");
        Arrays.sort(added);
        table.row(
                "empty main",
                Table.number(median(plain)),
                Table.number(median(agent)),
                Table.number(median(added)),
                Table.number(added[0]) + "-" + Table.number(added[PAIRS - 1]));
        System.out.println("limit: 60 ms added");
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
}
