package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.LongWalk;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An observed call does not make the program need more memory than one that is not observed. */
class ArgumentsIT {
    /** Four times what fits into memory. */
    private static final String FAR = "4000";

    private static List<String> linesOf(String... arguments) {
        return ForkedJvm.withAgent().with("-Xmx64m").linesOf(LongWalk.class, arguments);
    }

    @Test
    void argumentsAreReclaimedWhileAnObservedMethodRuns() {
        assertThat(linesOf("result", FAR, FAR)).containsExactly("heard 4000", "4000", "heard 4000", "4000");
    }

    @Test
    void observersOfTheBeginningGetThem() {
        assertThat(linesOf("begin", FAR, FAR))
                .containsExactly("ABOUT_TO_RUN null 2 false", "4000", "ABOUT_TO_RUN null 2 false", "4000");
    }

    @Test
    void observersOfTheEndLearnThatTheyAreGoneTheFirstTimeAndHaveThemEverAfter() {
        assertThat(linesOf("end", FAR, "10", "20"))
                .containsExactly(
                        "COMPLETED 4000 0 true", "4000", "COMPLETED 10 2 false", "10", "COMPLETED 20 2 false", "20");
    }
}
