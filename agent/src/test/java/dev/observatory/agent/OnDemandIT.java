package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.OnDemand;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members are woven when they are observed, at whatever moment that is. */
class OnDemandIT {
    private static List<String> linesOf(String arguments, String mode) {
        return ForkedJvm.withAgent(arguments).linesOf(OnDemand.class, mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "weave-at-load=true"})
    void onlyWhatIsObservedIsReported(String arguments) {
        assertThat(linesOf(arguments, "members"))
                .containsExactly("woven true true", "twice 2", "stock 0 -> 7", "exited [3]", "errors 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "weave-at-load=true"})
    void callsCanBeCountedWithoutObserving(String arguments) {
        assertThat(linesOf(arguments, "counted"))
                .containsExactly("caught failed", "twice 6", "counted 4 0 0", "failed 1 1 0", "of one 1", "errors 0");
    }

    @Test
    void argumentsAreCollectedOnlyForObserversThatMayReadThem() {
        assertThat(linesOf("", "without"))
                .containsExactly(
                        "without [1] = 2", // The first call of a woven method has them in any case.
                        "with [2]",
                        "without [2] = 4",
                        "without [] = 6",
                        "crashed []",
                        "crashed failed",
                        "caught failed",
                        "errors 0");
    }

    @Test
    void aCallThatIsRunningIsNotObservedAndTheNextOneIs() {
        assertThat(linesOf("", "running")).containsExactly("running done []", "next [exited done]", "errors 0");
    }

    @Test
    void aConstructorIsObservedWithThoseThatItCalls() {
        assertThat(linesOf("", "constructor")).containsExactly("crashed failed", "caught failed", "errors 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initializer", "locked"})
    void aClassCanBeObservedWhileItIsInitializedAndUnderTheLockOfItsLoader(String mode) {
        assertThat(linesOf("", mode)).containsExactly("completed call", "errors 0");
    }

    @Test
    void codeIsRestoredSomeTimeAfterTheLastObserverHasLeft() {
        assertThat(linesOf("", "restored"))
                .containsExactly("observed true", "closed true", "later false", "again true", "errors 0");
    }

    @Test
    void nothingIsLostWhileManyThreadsConnectAndClose() {
        assertThat(linesOf("", "storm")).containsExactly("missed 0", "errors 0");
    }

    @Test
    void nothingIsLostOfClassesThatAreLoadedWhileAllEventsBecomeObserved() {
        assertThat(linesOf("", "loading")).containsExactly("missed 0 of some true", "errors 0");
    }
}
