package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Loaders;
import com.acme.Redeployed;
import com.acme.ThrowawayLoaders;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassLoadersIT {
    private static final String PROGRAM = ForkedJvm.testClasses().toString();
    private static final String LIBRARY = ForkedJvm.core().toString();

    /** The JVM passes hidden classes to no agent, so they are not reported. */
    @Test
    void libraryInstancesEmitTheirOwnEventsAndClassesWithoutALibraryThoseOfTheAgent() {
        ForkedJvm.Result result = ForkedJvm.withAgent().run(Loaders.class.getName(), PROGRAM, LIBRARY);

        assertThat(result.lines())
                .containsExactly(
                        "1 2 3",
                        "application: woven true, heard 1 1 1",
                        "child first: woven true, heard 2 2 2",
                        "no delegation: 4 0",
                        "hidden: 5",
                        "application: woven true, heard 3 2 2",
                        "child first: woven true, heard 2 2 2");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    @Test
    void staticObserversOfAnApplicationThatIsDeployedAgainGoWithTheirLoader() {
        List<String> lines = ForkedJvm.withAgent().linesOf(Redeployed.class, PROGRAM);

        assertThat(lines)
                .containsExactly(
                        "deployed [event, hook, message]",
                        "redeployed [event, hook, message]",
                        "redeployed [event, hook, message]",
                        "redeployed [event, hook, message]",
                        "running [event, hook, message]",
                        "collected 4",
                        "none []",
                        "observed false, reachable true");
    }

    @Test
    void loadersWithWovenAndObservedClassesAreCollected() {
        List<String> lines = ForkedJvm.withAgent().linesOf(ThrowawayLoaders.class, PROGRAM, LIBRARY, "500", "20");

        assertThat(lines).containsExactly("heard 2500", "collected 500 and 20");
    }
}
