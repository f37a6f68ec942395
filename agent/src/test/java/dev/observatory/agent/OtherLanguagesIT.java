package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.OtherCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtherLanguagesIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aTaggedMemberIsOneEventHoweverItsCompilerWritesIt(OtherCompiler language) throws IOException {
        language.compileInto(folder);

        ForkedJvm.Result plain = with(language, ForkedJvm.withoutAgent()).run(language.program);
        ForkedJvm.Result idle = with(language, ForkedJvm.withAgent()).run(language.program);
        ForkedJvm.Result observed = with(language, ForkedJvm.withAgent()).run(language.program, "observed");

        assertThat(plain.lines()).isNotEmpty();
        assertThat(idle.lines()).isEqualTo(plain.lines());
        assertThat(observed.lines()).isEqualTo(language.expectedLines());
        // Beside what the language's own library makes the JVM warn of.
        assertThat(observed.err().lines().filter(line -> !plain.err().contains(line)))
                .containsExactlyElementsOf(language.expectedWarnings());
    }

    private ForkedJvm with(OtherCompiler language, ForkedJvm jvm) {
        List<Path> entries = new ArrayList<>(jvm.classPath());
        entries.add(folder);
        entries.addAll(language.runtime());
        return jvm.classPath(entries.toArray(new Path[0]));
    }
}
