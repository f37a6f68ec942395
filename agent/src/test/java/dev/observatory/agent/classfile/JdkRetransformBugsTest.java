package dev.observatory.agent.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkRetransformBugsTest {
    @ParameterizedTest
    @CsvSource({
        "17.0.15, true, true",
        "17.0.20, false, true",
        "18, true, true",
        "19, false, true",
        "21.0.9, false, true",
        "25.0.3, false, true",
        "25.0.4, false, false",
        "26, false, true",
        "27, false, false"
    })
    void eachVersionHasItsBugs(String version, boolean losesNames, boolean breaksRecords) {
        JdkRetransformBugs bugs = new JdkRetransformBugs(Runtime.Version.parse(version));

        assertThat(bugs.reason(ConstantPoolScan.METHOD_PARAMETERS) != null).isEqualTo(losesNames);
        assertThat(bugs.reason(ConstantPoolScan.RECORD | ConstantPoolScan.TYPE_ANNOTATIONS) != null)
                .isEqualTo(breaksRecords);
        assertThat(bugs.reason(ConstantPoolScan.RECORD)).isNull();
        assertThat(bugs.reason(ConstantPoolScan.TYPE_ANNOTATIONS)).isNull();
        assertThat(bugs.reason(0)).isNull();
    }
}
