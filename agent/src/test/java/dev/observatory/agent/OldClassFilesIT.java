package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.OldCode;
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
    void x(OldClassFile file) {
        file.writeTo(folder);

        List<String> plain = inFolder(ForkedJvm.withoutAgent()).linesOf(OldCode.class, file.name());
        List<String> idle = inFolder(ForkedJvm.withAgent()).linesOf(OldCode.class, file.name());
        List<String> observed = inFolder(ForkedJvm.withAgent()).linesOf(OldCode.class, file.name(), "observed");
        System.out.println(String.join("\n", observed));

        assertThat(idle).isEqualTo(plain);
        assertThat(observed).containsAll(plain);
    }

    private ForkedJvm inFolder(ForkedJvm jvm) {
        Path[] entries =
                Stream.concat(jvm.classPath().stream(), Stream.of(folder)).toArray(Path[]::new);
        return jvm.classPath(entries);
    }
}
