package dev.observatory.bench;

/** What a broadcast costs. */
final class BrokerSection implements Section {
    private static final int ROUNDS = 5;

    @Override
    public void run(String agentJar) throws Exception {
        Rounds rounds = Rounds.run(BrokerBenchmark.class, ROUNDS);
        Table table = new Table(
                "Broadcast (ns; fastest of " + ROUNDS + " paired rounds)",
                "work",
                "array loop",
                "broadcast",
                "ratio",
                "range",
                "bytes");
        double[] ratios = rounds.ratios("broadcast", "arrayLoop");
        table.row(
                "three levels, one subscriber each",
                Table.number(rounds.fastest("arrayLoop")),
                Table.number(rounds.fastest("broadcast")),
                Table.number(rounds.fastest("broadcast") / rounds.fastest("arrayLoop")),
                Table.number(ratios[0]) + "-" + Table.number(ratios[ratios.length - 1]),
                Table.number(rounds.allocated("broadcast")));
    }
}
