package dev.observatory.agent.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.agent.attach.WatchPatterns;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberSelectionTest {
    private static final MemberInfo PLACE = new MemberInfo(0, "place", "(I)V", false, false);

    private final MemberSelection all =
            new MemberSelection(List.of(MemberPattern.of("a.*")), List.of(MemberPattern.of("a.*#place")), List.of());
    private final MemberSelection one = WatchPatterns.selection(List.of("a.Order#place(int)"), List.of());

    @Test
    void memberExcludedByOneSelectionMayBeSelectedByAnother() {
        MemberSelection both = MemberSelection.anyOf(List.of(all, one));

        assertThat(all.selectsMethod("a/Order", PLACE)).isFalse();
        assertThat(both.selectsMethod("a/Order", PLACE)).isTrue();
        assertThat(both.selectsMethod("a/Other", PLACE)).isFalse();
        assertThat(both.mayMatch("b/Order")).isFalse();
    }

    @Test
    void unionOfEmptySelectionsIsEmpty() {
        assertThat(MemberSelection.anyOf(List.of(MemberSelection.NONE)).isEmpty())
                .isTrue();
        assertThat(MemberSelection.anyOf(List.of(MemberSelection.NONE, one)).isEmpty())
                .isFalse();
        assertThat(one.hasMethods()).isTrue();
        assertThat(one.hasFields()).isFalse();
    }

    @Test
    void wovenMembersAreMatchedByName() {
        MemberSelection field = WatchPatterns.selection(List.of(), List.of("a.Order#st*"));

        assertThat(one.matchesName("a/Order", "place(I)V")).isTrue();
        assertThat(one.matchesName("a/Order", "place(J)V")).isFalse();
        assertThat(one.matchesName("a/Order", "place")).isFalse();
        assertThat(field.matchesName("a/Order", "state")).isTrue();
        assertThat(MemberSelection.anyOf(List.of(one, field)).matchesName("a/Order", "state"))
                .isTrue();
    }

    @Test
    void syntaxErrorNamesThePattern() {
        assertThatThrownBy(() -> WatchPatterns.selection(List.of("a.B#c("), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pattern [a.B#c(] cannot be read: the parameters of [c(] must end with [)]");
    }
}
