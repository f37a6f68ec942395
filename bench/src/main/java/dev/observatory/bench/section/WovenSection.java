package dev.observatory.bench.section;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.woven.WovenCallBenchmark;
import dev.observatory.bench.woven.WovenManyBenchmark;
import org.openjdk.jmh.runner.options.TimeValue;

/** What weaving costs while nobody listens. */
public final class WovenSection implements Section {
    private static final int ROUNDS = 5;
    private static final Goal NOTHING = Goal.ratioAtMost(1.02);

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        int rounds = setting.rounds(ROUNDS);
        JmhMeasures idle = new JmhMeasures(
                "woven", JmhRounds.run(setting, WovenCallBenchmark.class, rounds, setting.agent()), results);
        idle.beside("call, nobody listens", "wovenIdleCall", "plain", "plainCall", NOTHING);
        idle.beside("dependent loop, nobody listens", "wovenIdleLoop", "plain", "plainLoop", NOTHING);
        idle.beside("call, observers came and went", "wovenForgottenCall", "plain", "plainCall", NOTHING);
        idle.beside("field write, nobody listens", "wovenIdleWrite", "plain", "plainWrite", NOTHING);
        idle.allocated("call, nobody listens", "wovenIdleCall", Goal.oursAtMost(0));
        idle.allocated("field write, nobody listens", "wovenIdleWrite", Goal.oursAtMost(0));

        // A thousand methods take their time to be compiled.
        JmhRounds ofMany =
                JmhRounds.run(setting, WovenManyBenchmark.class, rounds, options -> options.warmupIterations(8)
                        .warmupTime(TimeValue.milliseconds(250))
                        .jvmArgsAppend(setting.agent()));
        JmhMeasures many = new JmhMeasures("woven", ofMany, results);
        many.beside("each of 1,000 methods", "wovenMany", "plain", "plainMany", NOTHING);
        for (int bytes : new int[] {30, 300, 320}) {
            many.beside("method of " + bytes + " bytes", "woven" + bytes, "plain", "plain" + bytes, NOTHING);
        }
    }
}
