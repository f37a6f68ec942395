package dev.observatory.bench;

import java.util.List;

/** What {@code observe=jfr} costs: while no flight recording runs, and while one does. */
final class RecordingSection implements Section {
    private static final int ROUNDS = 7;
    private static final String BENCHMARK =
            WovenCallBenchmark.class.getName().replace(".", "\\.") + "\\.(plain|wovenIdle)(Call|Loop|Write)$";
    private static final String QUIET = "-Xlog:jfr*=off";

    @Override
    public void run(String agentJar) throws Exception {
        String agent = "-javaagent:" + agentJar + "=observe=jfr";
        Rounds idle = rounds(List.of(agent));
        Rounds recorded = rounds(List.of(agent, QUIET, "-XX:StartFlightRecording=settings=none"));
        Rounds tooShort = rounds(
                List.of(agent, QUIET, "-XX:StartFlightRecording=settings=none,dev.observatory.Event#threshold=1h"));
        Table table = new Table(
                "observe=jfr (ns per operation; fastest of " + ROUNDS + " paired rounds)",
                "work",
                "plain",
                "woven",
                "ratio",
                "range");
        table.ratioRow("no recording: call", idle, "wovenIdleCall", "plainCall");
        table.ratioRow("no recording: call, dependent loop", idle, "wovenIdleLoop", "plainLoop");
        table.ratioRow("no recording: field write", idle, "wovenIdleWrite", "plainWrite");
        table.ratioRow("recording: call", recorded, "wovenIdleCall", "plainCall");
        table.ratioRow("recording: field write", recorded, "wovenIdleWrite", "plainWrite");
        table.ratioRow("recording, calls below the threshold", tooShort, "wovenIdleCall", "plainCall");
        System.out.println("goal: 1.02 while there is no recording");
    }

    private static Rounds rounds(List<String> jvmArguments) throws Exception {
        return Rounds.run(BENCHMARK, ROUNDS, options -> options.jvmArgsAppend(jvmArguments.toArray(new String[0])));
    }
}
