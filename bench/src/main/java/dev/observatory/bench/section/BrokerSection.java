package dev.observatory.bench.section;

import dev.observatory.bench.dispatch.BrokerBenchmark;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;

/** Measures the cost of a broadcast. */
public final class BrokerSection implements Section {
    private static final int ROUNDS = 5;
    private static final String WORK = "broadcast to three levels, a subscriber each";

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        JmhMeasures measures = new JmhMeasures(
                "broker", JmhRounds.run(setting, BrokerBenchmark.class, setting.rounds(ROUNDS)), results);
        measures.alone(WORK, "broadcast", Goal.oursAtMost(60));
        measures.beside(WORK, "broadcast", "array loop", "arrayLoop", null);
        measures.allocated(WORK, "broadcast", Goal.oursAtMost(0));
    }
}
