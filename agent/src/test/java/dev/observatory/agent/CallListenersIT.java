package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Listened;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners of whole calls of woven methods. */
class CallListenersIT {
    private static List<String> linesOf(String arguments, String mode) {
        return ForkedJvm.withAgent(arguments).linesOf(Listened.class, mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "weave-at-load=true"})
    void callsOfAllKindsAreFollowed(String arguments) {
        assertThat(linesOf(arguments, "kinds"))
                .containsExactly(
                        "start new Parcels[here]",
                        "return new Parcels",
                        "end new Parcels COMPLETED a parcel",
                        "start weigh[3] of an object",
                        "start tare[]",
                        "return tare",
                        "end tare COMPLETED 2",
                        "return weigh",
                        "end weigh COMPLETED 6",
                        "start lose[] of an object",
                        "return lose",
                        "end lose CRASHED lost",
                        "caught lost",
                        "start new Parcels[]",
                        "return new Parcels",
                        "end new Parcels CRASHED no address",
                        "caught no address",
                        "start deliver[] of an object",
                        "return deliver pending",
                        "same true",
                        "end deliver COMPLETED delivered",
                        "errors 0");
    }

    @Test
    void methodsThatAreNotSelectedStayIdle() {
        assertThat(linesOf("", "selected"))
                .containsExactly(
                        "observed false true",
                        "start tare[]",
                        "return tare",
                        "end tare COMPLETED 2",
                        "observed false false",
                        "errors 0");
    }

    @Test
    void aCallThatIsRunningIsNotFollowedAndTheNextOneIs() {
        assertThat(linesOf("", "late"))
                .containsExactly("start run[]", "second", "return run", "end run COMPLETED null", "errors 0");
    }

    @Test
    void everyCallHasOneEndAndCallsAreCarriedToOtherThreads() {
        assertThat(linesOf("", "threads")).containsExactly("starts 200001 ends 200001", "parent true", "errors 0");
    }
}
