package dev.observatory.bench.section;

import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.PairedFigures;
import dev.observatory.bench.run.Processes;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.woven.LinkCost;
import java.util.List;

/** Measures the first execution of woven methods: 2,000 tagged methods, each called twice, in alternating fresh JVMs. */
public final class LinkSection implements Section {
    private static final int ROUNDS = 5;
    private static final List<String> CALLS = List.of("first call of a woven method", "second call of a woven method");

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        int rounds = setting.rounds(ROUNDS);
        double[][] plain = new double[2][rounds];
        double[][] woven = new double[2][rounds];
        for (int round = 0; round < rounds; round++) {
            read(plain, round, List.of());
            read(woven, round, List.of(setting.agent()));
        }
        for (int call = 0; call < 2; call++) {
            PairedFigures pairs = new PairedFigures(plain[call], woven[call]);
            results.add(pairs.measure("link", CALLS.get(call), "ns", "plain", null));
        }
    }

    private static void read(double[][] times, int round, List<String> options) throws Exception {
        String[] printed = Processes.java(options, Processes.ownClassPath(), LinkCost.class)
                .printed()
                .split(" ", -1);
        times[0][round] = Double.parseDouble(printed[0]);
        times[1][round] = Double.parseDouble(printed[1]);
    }
}
