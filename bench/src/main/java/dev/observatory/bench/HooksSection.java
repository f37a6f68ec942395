package dev.observatory.bench;

/** What an emission costs. */
final class HooksSection implements Section {
    private static final int ROUNDS = 5;

    @Override
    public void run(String agentJar) throws Exception {
        Rounds rounds = Rounds.run(HookDispatchBenchmark.class, ROUNDS);
        Table table = new Table(
                "Emission (ns; fastest of " + ROUNDS + " paired rounds)",
                "observers",
                "array loop",
                "emit",
                "ratio",
                "range");
        table.ratioRow("1", rounds, "emit 1", "arrayLoop 1");
        table.ratioRow("8", rounds, "emit 8", "arrayLoop 8");
        Table connecting = new Table("Connect and close (ns)", "observers", "");
        connecting.row("1", Table.number(rounds.fastest("connectAndClose 1")));
        connecting.row("8", Table.number(rounds.fastest("connectAndClose 8")));
    }
}
