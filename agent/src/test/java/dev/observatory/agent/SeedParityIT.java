package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.SeedAssignment;
import com.acme.SeedCategories;
import com.acme.SeedContext;
import com.acme.SeedEvents;
import com.acme.SeedProgress;
import com.acme.SeedPublishing;
import dev.observatory.agent.testing.ForkedJvm;
import org.junit.jupiter.api.Test;

/** The examples of the Python original that concern tagged methods and fields, with the real agent. */
class SeedParityIT {

    @Test
    void events() {
        assertThat(ForkedJvm.withAgent().linesOf(SeedEvents.class))
                .containsExactly(
                        "hello!",
                        "in functionOne",
                        "goodbye!",
                        "[5] = 2",
                        "exited",
                        "2",
                        "[0] ! / by zero",
                        "exited",
                        "caught / by zero");
    }

    @Test
    void trackingProgress() {
        assertThat(ForkedJvm.withAgent().linesOf(SeedProgress.class))
                .containsExactly(
                        "doing headless",
                        "doing a",
                        "50% PROGRESS_UPDATED",
                        "doing b",
                        "100% PROGRESS_UPDATED",
                        "100% COMPLETED");
    }

    @Test
    void addingContextToEvents() {
        assertThat(ForkedJvm.withAgent().linesOf(SeedContext.class))
                .containsExactly(
                        "withExtra {project=SuperProject} {} false",
                        "withTags {} {asset=chair} false",
                        "withExtra {project=SuperProject} {} false",
                        "withTags {} {asset=table} false",
                        "elevated {} {} true");
    }

    @Test
    void observingEventCategories() {
        assertThat(ForkedJvm.withAgent().linesOf(SeedCategories.class))
                .containsExactly("eventOne completed", "eventTwo completed");
    }

    /** The observer that fails is reported on stderr, and nowhere else. */
    @Test
    void assignment() {
        ForkedJvm.Result result = ForkedJvm.withAgent().run(SeedAssignment.class.getName());

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("failed; the observed program continues", "IllegalStateException: no veto");
        assertThat(result.lines())
                .containsExactly(
                        "new value is 10", "11 -> 12, stored 12", "[] -> [null]", "[null] -> []", "changed to 1");
    }

    @Test
    void publishSubscribe() {
        assertThat(ForkedJvm.withAgent().linesOf(SeedPublishing.class))
                .containsExactly("top heard Score[home=3, away=1]", "returned Score[home=3, away=1]");
    }
}
