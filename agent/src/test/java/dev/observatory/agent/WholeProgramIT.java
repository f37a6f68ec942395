package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.AccessorCalls;
import com.acme.OrderDesk;
import com.acme.scripts.DiscardedScripts;
import dev.observatory.agent.testing.ForkedJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns that select everything, including what the JVM and the program generate while they run. */
class WholeProgramIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include=**",
                "include=**#*(..)",
                "include=**#*",
                "include=**#new",
                "include=*,**",
                "fields=**#*",
                "include=**;fields=**#*"
            })
    void programRunsWithoutAWarning(String patterns) {
        ForkedJvm.Result result = ForkedJvm.withAgent(patterns + ";failfast=true;verify=true;max=1000000")
                .run(OrderDesk.class.getName());

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void classesThatTheJdkGeneratesForItselfAreNotWoven() {
        ForkedJvm.Result result = ForkedJvm.withAgent("include=**#*(..)").run(AccessorCalls.class.getName());

        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).containsExactly("60 [get]");
    }

    @Test
    void nothingIsKeptOfClassesThatWereDiscarded() {
        String line = ForkedJvm.withAgent(
                        "include=com.acme.scripts.Script*;fields=com.acme.scripts.Script*#*;max=1000000")
                .with("-Xmx300m", "-XX:TieredStopAtLevel=1")
                .linesOf(DiscardedScripts.class, "measure", "6000")
                .get(0);

        assertThat(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1))).isLessThan(100);
    }

    @Test
    void discardedClassesDoNotCountForTheLimit() {
        assertThat(ForkedJvm.withAgent("include=com.acme.scripts.Script*#*(..);max=100")
                        .linesOf(DiscardedScripts.class, "heard", "300"))
                .containsExactly("heard 600");
    }
}
