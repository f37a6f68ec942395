package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.EarlyWriters;
import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.JdkRetransformBugs;
import dev.observatory.agent.testing.ForkedJvm;
import org.junit.jupiter.api.Test;

class EarlyWritersIT {
    private final ForkedJvm.Result result = ForkedJvm.withAgent().run(EarlyWriters.class.getName());

    @Test
    void assignmentsInClassesLoadedBeforeTheOwnerAreSeenOnceTheFieldIsLookedUp() {
        assertThat(result.lines())
                .startsWith(
                        "loaded before com.acme.Gauge",
                        "level 101 -> 102",
                        "level 102 -> 202",
                        "level 202 -> 203",
                        "level 203 -> 303",
                        "peak 10 -> 15");
    }

    @Test
    void aClassThatWouldLoseItsParameterNamesIsLeftAloneAndNamedOnceForAllItsFields() {
        Runtime.Version jvm = Runtime.version();
        boolean loses = new JdkRetransformBugs(jvm).reason(ConstantPoolScan.METHOD_PARAMETERS) != null;

        assertThat(result.lines()).contains("[com.acme.Gauge gauge]").endsWith("-1");
        if (loses) {
            assertThat(result.lines()).doesNotContain("level 303 -> -1");
            assertThat(result.err().lines())
                    .containsExactly("[observatory] not woven: class [com.acme.EarlyWriters$WithParameters], which may"
                            + " assign field [level]: it was loaded before the field was known to be observable, and"
                            + " this JVM would lose the names of its parameters if it were retransformed (JDK-8240908, fixed"
                            + " in 17.0.20 and 19); load it later");
        } else {
            assertThat(result.lines()).contains("level 303 -> -1");
            assertThat(result.err()).isEmpty();
        }
    }
}
