package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.Response;
import org.junit.jupiter.api.Test;

class SkippedMembersTest {
    private static final JavaProcess TARGET = new JavaProcess(4711, "a.Main", "17", "", true);

    private final SkippedMembers skipped = new SkippedMembers();

    @Test
    void aFewAreListed() {
        skipped.add("a.B.c()", "it is abstract");
        skipped.add("a.B.d()", "it is native");

        assertThat(skipped.lines(false, TARGET))
                .containsExactly("  skipped  a.B.c(): it is abstract", "  skipped  a.B.d(): it is native");
    }

    @Test
    void manyAreCountedByReasonUnlessTheListIsRequested() {
        for (int i = 0; i < 300; i++) {
            skipped.add("a.B.m" + i + "()", i % 3 == 0 ? "it is native" : "it is abstract");
        }

        assertThat(skipped.lines(false, TARGET))
                .containsExactly(
                        "  skipped  300 members: 200 since it is abstract; 100 since it is native. [--verbose] and"
                                + " [observatory status] list them");
        assertThat(skipped.lines(true, TARGET)).hasSize(300);
    }

    @Test
    void membersBeyondTheLimitAreOneLineHoweverManyTheyAre() {
        assertThat(skipped.isEmpty()).isTrue();

        skipped.add(new Response.OverLimit(300, "patterns select more than [20] methods"));

        assertThat(skipped.isEmpty()).isFalse();
        assertThat(skipped.lines(true, TARGET))
                .containsExactly(
                        "  skipped  300 members: patterns select more than [20] methods. Narrow the patterns, or"
                                + " raise the limit: [observatory attach 4711 --max N]. [observatory status] lists them");
    }
}
