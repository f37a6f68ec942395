package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.EarlyWriters;
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
    void aClassWithParameterNamesKeepsThem() {
        assertThat(result.lines())
                .contains("level 303 -> -1", "[com.acme.Gauge gauge]")
                .endsWith("-1");
        assertThat(result.err()).isEmpty();
    }
}
