package dev.observatory.bench.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has become worse since an earlier run, by more than the spread of both. */
public final class Regressions {
    private Regressions() {}

    /**
     * Compares two runs by what both have measured. Ratios are compared where there is a peer, since the machine may have been
     * another; figures of ours alone are compared as they are.
     *
     * @param before the earlier run
     * @param after the later run
     * @return one line for each measure whose least figure now is worse than the worst of that time
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
        return Results.number(measure.judged()) + (spread.isEmpty() ? "" : " (" + spread + ")");
    }
}
