package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetransformTrapsTest {
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
    void eachJvmHasItsTraps(String version, boolean losesNames, boolean breaksRecords) {
        RetransformTraps traps = new RetransformTraps(Runtime.Version.parse(version));

        assertThat(traps.reason(ConstantPool.METHOD_PARAMETERS) != null).isEqualTo(losesNames);
        assertThat(traps.reason(ConstantPool.RECORD | ConstantPool.TYPE_ANNOTATIONS) != null)
                .isEqualTo(breaksRecords);
        assertThat(traps.reason(ConstantPool.RECORD)).isNull();
        assertThat(traps.reason(ConstantPool.TYPE_ANNOTATIONS)).isNull();
        assertThat(traps.reason(0)).isNull();
    }
}
