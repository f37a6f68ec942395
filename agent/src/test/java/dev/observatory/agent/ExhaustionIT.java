package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.EdgeOfStack;
import com.acme.LateLinks;
import com.acme.OutOfMemory;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM without stack or memory left: what reaches the program is what it would have had. */
class ExhaustionIT {

    @Test
    void aStackThatOverflowsInAndAroundWovenMethodsIsThatOfTheProgram() {
        ForkedJvm.Result plain = edgeOfStack(ForkedJvm.withoutAgent());

        assertThat(plain.lines())
                .hasSize(7)
                .startsWith("at the edge []", "0 [java.lang.StackOverflowError] 0 false")
                .endsWith("4 [java.lang.StackOverflowError] 0 false", "after that 11[n1]");
        assertThat(plain.err()).endsWith("late is heard false" + System.lineSeparator());

        ForkedJvm.Result idle = edgeOfStack(ForkedJvm.withAgent());
        ForkedJvm.Result observed = edgeOfStack(ForkedJvm.withAgent(), "observed");

        assertThat(idle.lines()).isEqualTo(plain.lines());
        assertThat(observed.lines()).isEqualTo(plain.lines());
        assertThat(idle.err()).endsWith("late is heard true" + System.lineSeparator());
        assertThat(observed.err()).endsWith("late is heard true" + System.lineSeparator());
    }

    private static ForkedJvm.Result edgeOfStack(ForkedJvm jvm, String... arguments) {
        return jvm.with("-Xss256k").run(EdgeOfStack.class.getName(), arguments);
    }

    /** The agent cannot prevent what the JVM itself prints about classes that it could not load there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "observed"})
    void linkingThatFailsAtTheEndOfTheStackSpoilsNothingAndIsDoneLater(String observed) {
        List<String> arguments = new ArrayList<>(List.of(ForkedJvm.testClasses().toString(), "250"));
        if (!observed.isEmpty()) {
            arguments.add(observed);
        }

        ForkedJvm.Result result =
                ForkedJvm.withAgent().with("-Xss256k").run(LateLinks.class.getName(), arguments.toArray(new String[0]));

        assertThat(result.lines())
                .containsExactly("right true, thrown [], tried 250", "[text 0250, text 1250, text 2250]");
        assertThat(result.err().lines().filter(line -> !line.startsWith("*** java.lang.instrument ASSERTION FAILED")))
                .containsExactly("heard 250");
        assertThat(result.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "observed"})
    void memoryThatRunsOutIsNotMissedByMethodsAndWritesThatNeedNone(String observed) {
        String[] arguments = observed.isEmpty() ? new String[0] : new String[] {observed};

        ForkedJvm.Result result =
                ForkedJvm.withAgent().with("-Xmx16m", "-XX:+UseSerialGC").run(OutOfMemory.class.getName(), arguments);

        assertThat(result.lines()).containsExactly("Java heap space in fill", "true []");
        assertThat(result.err().lines()).last().isEqualTo(observed.isEmpty() ? "heard again 0" : "heard again 1");
        assertThat(result.exit()).isZero();
    }
}
