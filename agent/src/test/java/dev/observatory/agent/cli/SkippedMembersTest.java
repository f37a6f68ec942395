package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SkippedMembersTest {
    private final SkippedMembers skipped = new SkippedMembers();

    @Test
    void aFewAreListed() {
        skipped.add("a.B.c()", "it is abstract");
        skipped.add("a.B.d()", "it is native");

        assertThat(skipped.lines(false))
                .containsExactly("  skipped  a.B.c(): it is abstract", "  skipped  a.B.d(): it is native");
    }

    @Test
    void manyAreCountedByReasonUnlessTheListIsRequested() {
        for (int i = 0; i < 300; i++) {
            skipped.add("a.B.m" + i + "()", i % 3 == 0 ? "it is native" : "it is abstract");
        }

        assertThat(skipped.lines(false))
                .containsExactly(
                        "  skipped  300 members: 200 since it is abstract; 100 since it is native. [--verbose] and"
                                + " [observatory status] list them");
        assertThat(skipped.lines(true)).hasSize(300);
    }
}
