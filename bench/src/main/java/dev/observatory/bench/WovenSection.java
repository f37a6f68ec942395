package dev.observatory.bench;

/** What weaving costs while nobody listens. */
final class WovenSection implements Section {
    private static final int ROUNDS = 9;

    @Override
    public void run(String agentJar) throws Exception {
        Rounds rounds = Rounds.run(WovenCallBenchmark.class, ROUNDS, "-javaagent:" + agentJar);
        Table table = new Table(
                "Woven while nobody listens (ns per operation; fastest of " + ROUNDS + " paired rounds)",
                "work",
                "plain",
                "woven",
                "ratio",
                "range");
        table.ratioRow("call", rounds, "wovenIdleCall", "plainCall");
        table.ratioRow("call, dependent loop", rounds, "wovenIdleLoop", "plainLoop");
        table.ratioRow("call, observers came and went", rounds, "wovenForgottenCall", "plainCall");
        table.ratioRow("field write", rounds, "wovenIdleWrite", "plainWrite");
        Rounds many = Rounds.run(WovenManyBenchmark.class, ROUNDS, "-javaagent:" + agentJar);
        table.ratioRow("each of 1,000 methods", many, "wovenMany", "plainMany");
        for (int bytes : new int[] {30, 300, 320}) {
            table.ratioRow("method of " + bytes + " bytes", many, "woven" + bytes, "plain" + bytes);
        }
        System.out.println("goal: 1.02");
    }
}
