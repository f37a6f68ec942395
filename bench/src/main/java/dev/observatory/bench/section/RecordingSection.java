package dev.observatory.bench.section;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.woven.WovenCallBenchmark;
import java.util.List;

/** Measures the cost of {@code observe=jfr} with and without a running flight recording. */
public final class RecordingSection implements Section {
    private static final int ROUNDS = 5;
    private static final String BENCHMARK =
            WovenCallBenchmark.class.getName().replace(".", "\\.") + "\\.(plain|wovenIdle)(Call|Loop|Write)$";
    private static final String QUIET = "-Xlog:jfr*=off";

    private static final Goal NO_COST = Goal.ratioAtMost(1.02);

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        String agent = setting.agent() + "=observe=jfr";
        JmhMeasures idle = measures(setting, results, List.of(agent));
        JmhMeasures recorded =
                measures(setting, results, List.of(agent, QUIET, "-XX:StartFlightRecording=settings=none"));
        JmhMeasures tooShort = measures(
                setting,
                results,
                List.of(agent, QUIET, "-XX:StartFlightRecording=settings=none,dev.observatory.Event#threshold=1h"));
        idle.beside("no recording: call", "wovenIdleCall", "plain", "plainCall", NO_COST);
        idle.beside("no recording: dependent loop", "wovenIdleLoop", "plain", "plainLoop", NO_COST);
        idle.beside("no recording: field write", "wovenIdleWrite", "plain", "plainWrite", NO_COST);
        recorded.beside("recording: call", "wovenIdleCall", "plain", "plainCall", null);
        recorded.beside("recording: field write", "wovenIdleWrite", "plain", "plainWrite", null);
        tooShort.beside("recording: call below the threshold", "wovenIdleCall", "plain", "plainCall", null);
    }

    private static JmhMeasures measures(RunSettings setting, Results results, List<String> jvmArguments)
            throws Exception {
        JmhRounds rounds = JmhRounds.run(
                setting,
                BENCHMARK,
                setting.rounds(ROUNDS),
                options -> options.jvmArgsAppend(jvmArguments.toArray(new String[0])));
        return new JmhMeasures("recording", rounds, results);
    }
}
