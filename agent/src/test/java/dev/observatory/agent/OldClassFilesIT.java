package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.OldCode;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.OldClassFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;

class OldClassFilesIT {
    @TempDir
    private Path folder;

    static Stream<OldClassFile> versions() {
        return Stream.of(
                new OldClassFile(Opcodes.V1_1, false),
                new OldClassFile(Opcodes.V1_2, false),
                new OldClassFile(Opcodes.V1_4, false),
                new OldClassFile(Opcodes.V1_5, false),
                new OldClassFile(Opcodes.V1_6, false),
                new OldClassFile(Opcodes.V1_6, true));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void methodsAndConstructorsAreEventsInClassesOfAnyAge(OldClassFile file) {
        file.writeTo(folder);

        List<String> plain = inFolder(ForkedJvm.withoutAgent()).linesOf(OldCode.class, file.name());
        List<String> idle = inFolder(ForkedJvm.withAgent()).linesOf(OldCode.class, file.name());
        List<String> observed = inFolder(ForkedJvm.withAgent()).linesOf(OldCode.class, file.name(), "observed");

        String type = file.name().substring("com.acme.old.".length());
        assertThat(idle).isEqualTo(plain);
        assertThat(observed)
                .containsAll(plain)
                .containsSubsequence(
                        "ABOUT_TO_RUN sum[3, 4, true]",
                        "COMPLETED sum[3, 4, true] = 48",
                        "EXITED sum[3, 4, true]",
                        "COMPLETED new " + type + "[3] = []",
                        "COMPLETED rename[other, 0.5] = other",
                        "COMPLETED divide[7] = 14",
                        "CRASHED divide[0] ! java.lang.ArithmeticException: / by zero",
                        "ABOUT_TO_RUN new " + type + "[-3]")
                .endsWith("true 0");
        if ((file.version() & 0xffff) < Opcodes.V1_6) {
            assertThat(observed)
                    .as("its verifier allows a handler around super")
                    .contains(
                            "CRASHED new " + type + "[-3] ! java.lang.IllegalArgumentException: Illegal Capacity: -3");
        }
        if ((file.version() & 0xffff) >= Opcodes.V1_5) {
            assertThat(observed)
                    .containsSubsequence("name fresh -> other", "ratio 0.0 -> 0.5", "count 2 -> 3", "count 3 -> 4");
        }
    }

    private ForkedJvm inFolder(ForkedJvm jvm) {
        return jvm.classPath(
                Stream.concat(jvm.classPath().stream(), Stream.of(folder)).toArray(Path[]::new));
    }
}
