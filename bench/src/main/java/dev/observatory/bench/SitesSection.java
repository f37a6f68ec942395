package dev.observatory.bench;

import dev.observatory.bench.results.Results;

/** Compares the ways in which woven code could ask whether anybody listens, in a dependent loop. */
final class SitesSection implements Section {
    private static final int ROUNDS = 3;

    @Override
    public void run(Setting setting, Results results) throws Exception {
        Found ways = new Found("sites", Rounds.run(setting, CallSiteBenchmark.class, setting.rounds(ROUNDS)), results);
        ways.beside("flag in a constant", "plainFlag", "plain", "plain", null);
        ways.beside("volatile flag in a constant", "volatileFlag", "plain", "plain", null);
        ways.beside("SwitchPoint", "switchPoint", "plain", "plain", null);
        ways.beside("MutableCallSite at entry", "oneMutableSite", "plain", "plain", null);
        ways.beside("MutableCallSite at entry and exit", "mutableSiteAtEntryAndExit", "plain", "plain", null);
        ways.beside("look-up in a map by name", "mapLookup", "plain", "plain", null);
    }
}
