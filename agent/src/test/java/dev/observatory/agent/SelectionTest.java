package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final MemberTraits PLACE = new MemberTraits(0, "place", "(I)V", false, false);

    private final Selection all =
            new Selection(List.of(MemberPattern.of("a.*")), List.of(MemberPattern.of("a.*#place")), List.of());
    private final Selection one = Patterns.selection(List.of("a.Order#place(int)"), List.of());

    @Test
    void whatOneExcludesAnotherMayMean() {
        Selection both = Selection.anyOf(List.of(all, one));

        assertThat(all.selectsMethod("a/Order", PLACE)).isFalse();
        assertThat(both.selectsMethod("a/Order", PLACE)).isTrue();
        assertThat(both.selectsMethod("a/Other", PLACE)).isFalse();
        assertThat(both.concerns("b/Order")).isFalse();
    }

    @Test
    void noSelectionsMeanNothing() {
        assertThat(Selection.anyOf(List.of(Selection.NONE)).isEmpty()).isTrue();
        assertThat(Selection.anyOf(List.of(Selection.NONE, one)).isEmpty()).isFalse();
        assertThat(one.meansMethods()).isTrue();
        assertThat(one.meansFields()).isFalse();
    }

    @Test
    void wovenMembersAreNamedByTheirKeys() {
        Selection field = Patterns.selection(List.of(), List.of("a.Order#st*"));

        assertThat(one.names("a/Order", "place(I)V")).isTrue();
        assertThat(one.names("a/Order", "place(J)V")).isFalse();
        assertThat(one.names("a/Order", "place")).isFalse();
        assertThat(field.names("a/Order", "state")).isTrue();
        assertThat(Selection.anyOf(List.of(one, field)).names("a/Order", "state"))
                .isTrue();
    }

    @Test
    void aPatternThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> Patterns.selection(List.of("a.B#c("), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pattern [a.B#c(] cannot be read: the parameters of [c(] must end with [)]");
    }
}
