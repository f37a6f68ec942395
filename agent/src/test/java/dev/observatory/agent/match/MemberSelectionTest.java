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
    void whatOneExcludesAnotherMayMean() {
        MemberSelection both = MemberSelection.anyOf(List.of(all, one));

        assertThat(all.selectsMethod("a/Order", PLACE)).isFalse();
        assertThat(both.selectsMethod("a/Order", PLACE)).isTrue();
        assertThat(both.selectsMethod("a/Other", PLACE)).isFalse();
        assertThat(both.concerns("b/Order")).isFalse();
    }

    @Test
    void noSelectionsMeanNothing() {
        assertThat(MemberSelection.anyOf(List.of(MemberSelection.NONE)).isEmpty())
                .isTrue();
        assertThat(MemberSelection.anyOf(List.of(MemberSelection.NONE, one)).isEmpty())
                .isFalse();
        assertThat(one.meansMethods()).isTrue();
        assertThat(one.meansFields()).isFalse();
    }

    @Test
    void wovenMembersAreNamedByTheirKeys() {
        MemberSelection field = WatchPatterns.selection(List.of(), List.of("a.Order#st*"));

        assertThat(one.names("a/Order", "place(I)V")).isTrue();
        assertThat(one.names("a/Order", "place(J)V")).isFalse();
        assertThat(one.names("a/Order", "place")).isFalse();
        assertThat(field.names("a/Order", "state")).isTrue();
        assertThat(MemberSelection.anyOf(List.of(one, field)).names("a/Order", "state"))
                .isTrue();
    }

    @Test
    void aPatternThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> WatchPatterns.selection(List.of("a.B#c("), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pattern [a.B#c(] cannot be read: the parameters of [c(] must end with [)]");
    }
}
