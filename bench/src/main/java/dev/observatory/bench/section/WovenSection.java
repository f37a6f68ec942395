package dev.observatory.bench.section;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.woven.WovenCallBenchmark;
import dev.observatory.bench.woven.WovenManyBenchmark;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures the cost of weaving while no observer is connected. */
public final class WovenSection implements Section {
    private static final int ROUNDS = 5;
    private static final Goal NO_COST = Goal.ratioAtMost(1.02);

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        int rounds = setting.rounds(ROUNDS);
        JmhMeasures idle = new JmhMeasures(
                "woven", JmhRounds.run(setting, WovenCallBenchmark.class, rounds, setting.agent()), results);
        idle.beside("call, not observed", "wovenIdleCall", "plain", "plainCall", NO_COST);
        idle.beside("dependent loop, not observed", "wovenIdleLoop", "plain", "plainLoop", NO_COST);
        idle.beside("call, all observers disconnected", "wovenForgottenCall", "plain", "plainCall", NO_COST);
        idle.beside("field write, not observed", "wovenIdleWrite", "plain", "plainWrite", NO_COST);
        idle.allocated("call, not observed", "wovenIdleCall", Goal.oursAtMost(0));
        idle.allocated("field write, not observed", "wovenIdleWrite", Goal.oursAtMost(0));

        // Compiling a thousand methods takes long.
        JmhRounds ofMany =
                JmhRounds.run(setting, WovenManyBenchmark.class, rounds, options -> options.warmupIterations(8)
                        .warmupTime(TimeValue.milliseconds(250))
                        .jvmArgsAppend(setting.agent()));
        JmhMeasures many = new JmhMeasures("woven", ofMany, results);
        many.beside("each of 1,000 methods", "wovenMany", "plain", "plainMany", NO_COST);
        for (int bytes : new int[] {30, 300, 320}) {
            many.beside("method of " + bytes + " bytes", "woven" + bytes, "plain", "plain" + bytes, NO_COST);
        }
    }
}
