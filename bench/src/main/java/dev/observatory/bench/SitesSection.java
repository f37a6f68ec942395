package dev.observatory.bench;

/** Compares the ways in which woven code could ask whether anybody listens. */
final class SitesSection implements Section {
    private static final int ROUNDS = 5;

    @Override
    public void run(String agentJar) throws Exception {
        Rounds rounds = Rounds.run(CallSiteBenchmark.class, ROUNDS);
        Table table = new Table(
                "Ways to ask whether anybody listens (ns per call in a dependent loop; fastest of " + ROUNDS
                        + " paired rounds)",
                "way",
                "plain",
                "asking",
                "ratio",
                "range");
        table.ratioRow("flag in a constant", rounds, "plainFlag", "plain");
        table.ratioRow("volatile flag in a constant", rounds, "volatileFlag", "plain");
        table.ratioRow("SwitchPoint", rounds, "switchPoint", "plain");
        table.ratioRow("MutableCallSite at entry", rounds, "oneMutableSite", "plain");
        table.ratioRow("MutableCallSite at entry and exit", rounds, "mutableSiteAtEntryAndExit", "plain");
        table.ratioRow("look-up in a map by name", rounds, "mapLookup", "plain");
    }
}
