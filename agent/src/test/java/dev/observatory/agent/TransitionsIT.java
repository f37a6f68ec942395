package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Turnstile;
import dev.observatory.agent.testing.ForkedJvm;
import org.junit.jupiter.api.Test;

/** Methods that are tagged as transitions of the field that holds an object's state. */
class TransitionsIT {

    @Test
    void areReportedWithTheirStatesAndViolationsChangeNothing() {
        ForkedJvm.Result result = ForkedJvm.withAgent().run(Turnstile.class.getName());

        assertThat(result.err()).contains("of hook [Turnstile.phase.violated] failed; the observed program continues");
        assertThat(result.exit()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "true",
                        "true [insert] led from state [LOCKED] to [OPEN]",
                        "3",
                        "true [pass] led from state [OPEN] to [LOCKED]",
                        "violated: [pass] led from state [LOCKED] to [LOCKED]; it leads from [OPEN] to [LOCKED]",
                        "violated: [insert] led from state [LOCKED] to [LOCKED]; it leads from [LOCKED] to [OPEN]",
                        "7",
                        "ouch",
                        "violated: [kick] led from state [LOCKED] to [OPEN] and threw; it leads from any to [LOCKED], and nowhere"
                                + " if it throws",
                        "ouch",
                        "false [insert] led from state [LOCKED] to [OPEN]",
                        "null [on] led from state [OFF] to [ON]");
    }

    @Test
    void areOrdinaryMethodsWithoutTheAgent() {
        ForkedJvm.Result result = ForkedJvm.withoutAgent().run(Turnstile.class.getName());

        assertThat(result.err()).contains("Transitions of com.acme.Turnstile$Gate will not be reported");
        assertThat(result.exit()).isZero();
        assertThat(result.lines()).containsExactly("true", "3", "7", "ouch", "ouch");
    }
}
