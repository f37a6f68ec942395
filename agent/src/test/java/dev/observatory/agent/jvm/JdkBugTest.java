package dev.observatory.agent.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkBugTest {
    @ParameterizedTest
    @CsvSource({
        "11.0.2, true, true",
        "17.0.19, true, true",
        "17.0.20, false, true",
        "18.0.30, true, true",
        "19, false, true",
        "25.0.3, false, true",
        "25.0.4, false, false",
        "26.0.9, false, true",
        "27, false, false"
    })
    void eachVersionHasTheBugsThatAreNotFixedInIt(String version, boolean losesNames, boolean breaksRecords) {
        Runtime.Version parsed = Runtime.Version.parse(version);

        assertThat(JdkBug.LOST_PARAMETER_NAMES.affects(parsed)).isEqualTo(losesNames);
        assertThat(JdkBug.BROKEN_ANNOTATED_RECORDS.affects(parsed)).isEqualTo(breaksRecords);
    }

    @Test
    void theFixedVersionsAreNamed() {
        assertThat(JdkBug.LOST_PARAMETER_NAMES.fixedIn()).isEqualTo("17.0.20 and 19");
        assertThat(JdkBug.BROKEN_ANNOTATED_RECORDS.fixedIn()).isEqualTo("25.0.4 and 27");
    }
}
