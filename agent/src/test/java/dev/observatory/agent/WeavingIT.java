package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.FieldWrites;
import com.acme.Lifecycle;
import com.acme.PerObject;
import com.acme.Signatures;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeavingIT {

    @Test
    void theWholeLifeOfACallIsEmittedInOrder() {
        List<String> lines = ForkedJvm.withAgent().linesOf(Lifecycle.class);

        assertThat(lines)
                .containsExactly(
                        "true true",
                        "ABOUT_TO_RUN importAll[[a, b], true]",
                        "PROGRESS_UPDATED importAll 1/2 at a",
                        "PROGRESS_UPDATED importAll 2/2 at b",
                        "COMPLETED importAll 2/2 at b",
                        "imports assets {project=Super, area=art} true [files, strict] true importAll true true 0",
                        "COMPLETED importAll[[a, b], true] = 2 {last=b}",
                        "EXITED importAll[[a, b], true] {last=b}",
                        "ABOUT_TO_RUN importAll[[a, ], true]",
                        "PROGRESS_UPDATED importAll 1/2 at a",
                        "EXITED importAll 1/2 at ",
                        "CRASHED importAll[[a, ], true] ! java.lang.IllegalStateException: empty name {last=}",
                        "EXITED importAll[[a, ], true] crashed {last=}",
                        "caught empty name",
                        "ABOUT_TO_RUN early[[a, long name, c]]",
                        "PROGRESS_UPDATED early 1/3 at a",
                        "EXITED early 1/3 at long name",
                        "COMPLETED early[[a, long name, c]] = long name",
                        "EXITED early[[a, long name, c]]",
                        "long name");
    }

    @Test
    void oneObjectCanBeObservedAlone() {
        List<String> lines = ForkedJvm.withAgent().linesOf(PerObject.class);

        assertThat(lines)
                .containsExactly("theirs {in=mine}", "mine {in=mine}", "own 3.0", "all 3.0", "all 0.5", "all 4.0");
    }

    @Test
    void everySignatureKeepsItsResultsAndExceptions() {
        List<String> plain = ForkedJvm.withoutAgent().linesOf(Signatures.class);
        List<String> idle = ForkedJvm.withAgent().linesOf(Signatures.class);
        List<String> observed = ForkedJvm.withAgent().linesOf(Signatures.class, "observed");

        assertThat(idle).isEqualTo(plain);
        assertThat(observed).containsAll(plain);
        assertThat(observed)
                .contains(
                        "COMPLETED booleans[true] = false",
                        "COMPLETED bytes[2] = 3",
                        "COMPLETED chars[b] = c",
                        "COMPLETED shorts[3, 4] = 7",
                        "COMPLETED ints[5, 6] = 11",
                        "COMPLETED longs[7, 8, 9] = 24",
                        "COMPLETED floats[3.0] = 1.5",
                        "COMPLETED doubles[1.0, 2.0, 3.0] = 6.0",
                        "COMPLETED nothing[] = null",
                        "COMPLETED generic[a, b] = b",
                        "COMPLETED returnsNull[x] = null",
                        "COMPLETED locked[11] = 11",
                        "COMPLETED recursive[1] = 1",
                        "COMPLETED overwritesItsParameters[1, b, 2] = b:7:8:9 null",
                        "COMPLETED loopsFromTheStart[100] = 6",
                        "CRASHED tries[-1] ! java.io.IOException: negative",
                        "CRASHED alwaysThrows[] ! java.lang.UnsupportedOperationException: always",
                        "COMPLETED manyReturns[-5] = negative");
        assertThat(observed.stream()
                        .filter(line -> line.startsWith("ABOUT_TO_RUN"))
                        .count())
                .isEqualTo(observed.stream()
                        .filter(line -> line.startsWith("EXITED"))
                        .count())
                .isEqualTo(25);
    }

    @Test
    void everyAssignmentIsEmittedAfterTheStore() {
        List<String> lines = ForkedJvm.withAgent().linesOf(FieldWrites.class);

        assertThat(lines)
                .containsExactly(
                        "woven true",
                        "scale: 0.0 -> 0.5",
                        "reading: 5 -> 7",
                        "reading: 7 -> 8",
                        "reading: 8 -> 18",
                        "label: null -> a",
                        "label: a -> b",
                        "scale: 0.5 -> 1.5",
                        "total: 0 -> 8 static",
                        "total: 8 -> 9 static",
                        "total: 9 -> 9 static",
                        "raw: null -> [1, 2]",
                        "scale: 0.0 -> 0.5",
                        "scale: 0.5 -> 2.0",
                        "reading: 18 -> 60",
                        "scale: 0.0 -> 0.5",
                        "reading: 5 -> 1",
                        "reading: 4 -> 99",
                        "reading: 60 -> 99",
                        "Cannot assign field \"reading\" because \"probe.next\" is null",
                        "com.acme.FieldWrites.main(FieldWrites.java:48)",
                        "reading: 99 -> -1");
    }

    @Test
    void aNullObjectFailsAsItWouldHave() {
        List<String> plain =
                ForkedJvm.withoutAgent().run(FieldWrites.class.getName()).lines();

        assertThat(plain)
                .contains(
                        "woven false",
                        "Cannot assign field \"reading\" because \"probe.next\" is null",
                        "com.acme.FieldWrites.main(FieldWrites.java:48)");
    }
}
