package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ClassVersionTest {

    @Test
    void theLabelContainsTheNameOfTheRelease() {
        assertThat(ClassVersion.of(45).label()).isEqualTo("Java 1.1 (45)");
        assertThat(ClassVersion.of(48).label()).isEqualTo("Java 1.4 (48)");
        assertThat(ClassVersion.of(49).label()).isEqualTo("Java 5 (49)");
        assertThat(ClassVersion.of(52).label()).isEqualTo("Java 8 (52)");
        assertThat(ClassVersion.of(69).label()).isEqualTo("Java 25 (69)");
    }

    @Test
    void versionsAreOrderedByNumber() {
        assertThat(ClassVersion.of(52)).isLessThan(ClassVersion.of(61));
    }

    @Test
    void aVersionBelowTheFirstIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassVersion.of(44))
                .withMessage("Class-file version [44] must be 45 or more");
    }
}
