package dev.observatory.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rejected input, the messages, and that nothing is observed afterwards. */
class BadInputTest {
    private static final String PROBE = Probe.class.getName();

    static class Probe {
        @ObservableAttr
        int reading;

        @ObservableAttr
        static String label;

        int plain;
    }

    static class Empty {}

    @AfterEach
    void nothingIsObserved() {
        assertThat(Attributes.of(Probe.class, "reading").assigned().isObserved())
                .isFalse();
        assertThat(Attributes.of(Probe.class, "label").assigned().isObserved()).isFalse();
    }

    @Test
    void anUnknownFieldIsReportedWithTheExistingAttributes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.of(Probe.class, "readin"))
                .withMessage("Class [" + PROBE
                        + "] has no observable attribute [readin]; its attributes are [label, reading]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.of(Empty.class, "reading"))
                .withMessage("Class [" + Empty.class.getName()
                        + "] has no observable attribute [reading]; none of its fields is tagged @ObservableAttr");
    }

    @Test
    void anUntaggedFieldIsReportedWithAdvice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.of(Probe.class, "plain"))
                .withMessage("Class [" + PROBE + "] has no observable attribute [plain]; "
                        + "a field of that name exists, tag it @ObservableAttr; its attributes are [label, reading]");
    }

    @Test
    void aStaticFieldAndANullTargetCannotBeBound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.of(Probe.class, "label").bind(new Probe()))
                .withMessage("Field [label] is static and has no object to bind to; observe the attribute itself");
        assertThatNullPointerException()
                .isThrownBy(() -> Attributes.of(Probe.class, "reading").bind(null))
                .withMessage("target");
    }

    @Test
    void nullIsRejectedByLookUpsAndConnections() {
        assertThatNullPointerException()
                .isThrownBy(() -> Attributes.of(null, "reading"))
                .withMessage("owner");
        assertThatNullPointerException()
                .isThrownBy(() -> Attributes.of(Probe.class, null))
                .withMessage("field");
        assertThatNullPointerException()
                .isThrownBy(
                        () -> Attributes.of(Probe.class, "reading").assigned().connect(null))
                .withMessage("observer");
    }
}
