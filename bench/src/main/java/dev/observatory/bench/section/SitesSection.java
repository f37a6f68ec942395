package dev.observatory.bench.section;

import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.woven.CallSiteBenchmark;

/** Compares possible call sites by which woven code checks for observers, in a dependent loop. */
public final class SitesSection implements Section {
    private static final int ROUNDS = 3;

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        JmhMeasures ways = new JmhMeasures(
                "sites", JmhRounds.run(setting, CallSiteBenchmark.class, setting.rounds(ROUNDS)), results);
        ways.beside("flag in a constant", "plainFlag", "plain", "plain", null);
        ways.beside("volatile flag in a constant", "volatileFlag", "plain", "plain", null);
        ways.beside("SwitchPoint", "switchPoint", "plain", "plain", null);
        ways.beside("MutableCallSite at entry", "oneMutableSite", "plain", "plain", null);
        ways.beside("MutableCallSite at entry and exit", "mutableSiteAtEntryAndExit", "plain", "plain", null);
        ways.beside("look-up in a map by name", "mapLookup", "plain", "plain", null);
    }
}
