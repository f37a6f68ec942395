package dev.observatory.bench;

/** What observing costs. */
final class ObservedSection implements Section {
    private static final int ROUNDS = 3;

    @Override
    public void run(String agentJar) throws Exception {
        Rounds rounds = Rounds.run(ObservedCallBenchmark.class, ROUNDS, "-javaagent:" + agentJar);
        Table table = new Table("Woven and observed (fastest of " + ROUNDS + " rounds)", "work", "ns");
        table.row("call, one completed observer", Table.number(rounds.fastest("observedCall completed")));
        table.row("call, three observers that read all", Table.number(rounds.fastest("observedCall all")));
        table.row("field write, one observer", Table.number(rounds.fastest("observedWrite completed")));
    }
}
