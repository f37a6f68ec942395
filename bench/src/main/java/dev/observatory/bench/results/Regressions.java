package dev.observatory.bench.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds measures that became worse than in an earlier run by more than the spread of both. */
public final class Regressions {
    private Regressions() {}

    /**
     * Compares the measures that two runs have in common: ratios if there is a peer, since the machines may differ, and figures
     * otherwise.
     *
     * @param before the earlier run
     * @param after the later run
     * @return one line for each measure whose lowest value in the later run exceeds the highest in the earlier one
     */
    public static List<String> between(List<Measure> before, List<Measure> after) {
        Map<String, Measure> earlier = new HashMap<>();
        before.forEach(measure -> earlier.put(measure.key(), measure));
        List<String> worse = new ArrayList<>();
        for (Measure now : after) {
            Measure then = earlier.get(now.key());
            if (then != null && now.low() > then.high()) {
                worse.add(now.key() + ": " + figure(then) + " before, " + figure(now) + " now");
            }
        }
        return worse;
    }

    private static String figure(Measure measure) {
        String spread = measure.spread();
        return Results.number(measure.compared()) + (spread.isEmpty() ? "" : " (" + spread + ")");
    }
}
