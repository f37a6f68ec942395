package dev.observatory.agent.corpus;

import dev.observatory.agent.corpus.CorpusTally.Count;
import java.util.LinkedHashMap;
import java.util.Map;

/** What must hold of a corpus. */
final class CorpusRules {
    private static final int UNWEAVABLE_ONE_OF = 1_000;

    private final int leastClasses;
    private final int leastPerSecond;

    /** Creates rules; zero disables a minimum. */
    CorpusRules(int leastClasses, int leastPerSecond) {
        this.leastClasses = leastClasses;
        this.leastPerSecond = leastPerSecond;
    }

    boolean allHold(CorpusTally total, CorpusWeaver weaver) {
        return !rules(total, weaver).containsValue(false);
    }

    String judge(CorpusTally total, CorpusWeaver weaver) {
        StringBuilder text = new StringBuilder();
        rules(total, weaver).forEach((rule, holds) -> text.append(holds ? "  holds   " : "  BROKEN  ")
                .append(rule)
                .append('\n'));
        return text.toString();
    }

    private Map<String, Boolean> rules(CorpusTally total, CorpusWeaver weaver) {
        Map<String, Boolean> rules = new LinkedHashMap<>();
        rules.put("every class that verifies unwoven verifies woven", total.get(Count.BROKEN) == 0);
        rules.put("nothing but code has changed", total.get(Count.CHANGED) == 0);
        rules.put(
                "no more than one of " + UNWEAVABLE_ONE_OF + " methods cannot be woven",
                (long) total.get(Count.UNWEAVABLE) * UNWEAVABLE_ONE_OF <= total.get(Count.METHODS));
        rules.put("some classes were verified", total.get(Count.VERIFIED) > 0);
        if (leastClasses > 0) {
            rules.put("at least " + leastClasses + " classes", total.get(Count.VERIFIED) >= leastClasses);
        }
        if (leastPerSecond > 0) {
            rules.put(
                    "at least " + leastPerSecond + " classes woven in a second of one core, when warm",
                    weaver.warmClassesPerSecond() >= leastPerSecond);
        }
        return rules;
    }
}
