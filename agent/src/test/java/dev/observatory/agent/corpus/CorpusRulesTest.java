package dev.observatory.agent.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.corpus.CorpusTally.Count;
import org.junit.jupiter.api.Test;

class CorpusRulesTest {
    private final CorpusTally tally = new CorpusTally("total");
    private final CorpusWeaver weaver = new CorpusWeaver(CorpusWeaver.Occasion.LOADED, 1);
    private final CorpusRules rules = new CorpusRules(10, 0);

    private CorpusTally sound() {
        tally.add(Count.VERIFIED, 10);
        tally.add(Count.METHODS, 1_000);
        tally.addUnweavable("it is longer than 65535 bytes");
        return tally;
    }

    @Test
    void rulesHoldForAGoodCorpus() {
        assertThat(rules.allHold(sound(), weaver)).isTrue();
    }

    @Test
    void oneClassThatDoesNotVerifyBreaksTheRules() {
        sound().addFault(Count.BROKEN, "com.acme.Order does not verify");

        assertThat(rules.allHold(tally, weaver)).isFalse();
        assertThat(rules.judge(tally, weaver)).contains("  BROKEN  every class that verifies unwoven verifies woven\n");
    }

    @Test
    void oneClassWithOtherChangesBreaksTheRules() {
        sound().addFault(Count.CHANGED, "com.acme.Order has changed");

        assertThat(rules.judge(tally, weaver)).contains("  BROKEN  nothing but code has changed\n");
    }

    @Test
    void moreThanOneUnweavableMethodPerThousandBreaksTheRules() {
        sound().addUnweavable("it is longer than 65536 bytes");

        assertThat(rules.judge(tally, weaver)).contains("  BROKEN  no more than one of 1000 methods cannot be woven\n");
        assertThat(tally.reasons()).containsEntry("it is longer than # bytes", 2);
    }

    @Test
    void tooFewClassesBreakTheRules() {
        tally.add(Count.VERIFIED, 9);

        assertThat(rules.judge(tally, weaver)).contains("  BROKEN  at least 10 classes\n");
    }

    @Test
    void slowWeavingBreaksTheRules() {
        assertThat(new CorpusRules(0, 1).judge(sound(), weaver))
                .contains("  BROKEN  at least 1 classes woven in a second of one core, when warm\n");
    }
}
