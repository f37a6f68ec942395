package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.EdgeOfStack;
import com.acme.OutOfMemory;
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
