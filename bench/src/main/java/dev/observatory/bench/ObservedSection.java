package dev.observatory.bench;

/** What observing costs. */
final class ObservedSection implements Section {
    private static final int ROUNDS = 3;

    @Override
    public void run(String agentJar) throws Exception {
        Rounds rounds = Rounds.run(ObservedCallBenchmark.class, ROUNDS, "-javaagent:" + agentJar);
        Table table = new Table("Woven and observed (fastest of " + ROUNDS + " rounds)", "work", "ns", "bytes");
        row(table, "two looks at the clock, no more", rounds, "clock completed");
        row(table, "call, one completed observer", rounds, "observedCall completed");
        row(table, "call, three observers that read all", rounds, "observedCall all");
        row(table, "field write, one observer", rounds, "observedWrite completed");
        for (int threads = 1; threads <= 2; threads++) {
            int number = threads;
            Rounds of = Rounds.run(ObservedThreadsBenchmark.class, ROUNDS, options -> options.threads(number)
                    .jvmArgsAppend("-javaagent:" + agentJar));
            row(table, "the clock, threads: " + threads, of, "clock");
            row(table, "call, one observer, threads: " + threads, of, "call");
        }
        System.out.println("goals: 60 ns and 120 bytes; 120 ns and 250 bytes; 15 ns for the write");
    }

    private static void row(Table table, String work, Rounds rounds, String benchmark) {
        table.row(work, Table.number(rounds.fastest(benchmark)), Table.number(rounds.allocated(benchmark)));
    }
}
