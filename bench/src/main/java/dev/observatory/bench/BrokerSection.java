package dev.observatory.bench;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;

/** What a broadcast costs. */
final class BrokerSection implements Section {
    private static final int ROUNDS = 5;
    private static final String WORK = "broadcast to three levels, a subscriber each";

    @Override
    public void run(Setting setting, Results results) throws Exception {
        Found found = new Found("broker", Rounds.run(setting, BrokerBenchmark.class, setting.rounds(ROUNDS)), results);
        found.alone(WORK, "broadcast", Goal.oursAtMost(60));
        found.beside(WORK, "broadcast", "array loop", "arrayLoop", null);
        found.allocated(WORK, "broadcast", Goal.oursAtMost(0));
    }
}
