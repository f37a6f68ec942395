package dev.observatory.bench.section;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.woven.ObservedCallBenchmark;
import dev.observatory.bench.woven.ObservedThreadsBenchmark;

/** Measures the cost of observed calls and field writes. */
public final class ObservedSection implements Section {
    private static final int ROUNDS = 4;

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        int rounds = setting.rounds(ROUNDS);
        String benchmarks = ObservedCallBenchmark.class.getName().replace(".", "\\.");
        JmhRounds calls = JmhRounds.run(
                setting, benchmarks + "\\.observedCall$", rounds, options -> options.jvmArgsAppend(setting.agent()));
        JmhRounds rest = JmhRounds.run(
                setting, benchmarks + "\\.(clock|observedWrite)$", rounds, options -> options.jvmArgsAppend(
                                setting.agent())
                        .param("observers", "completed"));
        JmhMeasures observed = new JmhMeasures("observed", calls.and(rest), results);
        observed.alone("two clock reads alone", "clock completed", null);
        observed.alone("call, one completed observer", "observedCall completed", Goal.oursAtMost(60));
        observed.allocated("call, one completed observer", "observedCall completed", Goal.oursAtMost(120));
        observed.alone("call, three observers that read all", "observedCall all", Goal.oursAtMost(120));
        observed.allocated("call, three observers that read all", "observedCall all", Goal.oursAtMost(250));
        for (String which : new String[] {"object", "global"}) {
            String work = "call, one observer of " + (which.equals("object") ? "this object" : "all events");
            observed.alone(work, "observedCall " + which, null);
            observed.allocated(work, "observedCall " + which, null);
        }
        observed.alone("field write, one observer", "observedWrite completed", Goal.oursAtMost(15));
        observed.allocated("field write, one observer", "observedWrite completed", null);
        for (int threads = 1; threads <= 2; threads++) {
            int number = threads;
            JmhMeasures shared = new JmhMeasures(
                    "observed",
                    JmhRounds.run(setting, ObservedThreadsBenchmark.class, rounds, options -> options.threads(number)
                            .jvmArgsAppend(setting.agent())),
                    results);
            shared.beside("call on " + threads + " threads at once, each", "call", "the clock alone", "clock", null);
        }
    }
}
