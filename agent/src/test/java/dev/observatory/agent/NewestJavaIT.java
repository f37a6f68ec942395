package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Class files of the newest JDK, which the build's own compiler settings cannot make. */
@EnabledForJreRange(min = JRE.JAVA_25)
class NewestJavaIT {
    private static final String PROGRAM = "com.acme.Newest";
    private static final Path SOURCES = Path.of("src", "test", "languages");

    @TempDir
    private Path folder;

    @Test
    void statementsBeforeSuperAreWoven() throws IOException {
        int outcome = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        SOURCES.resolve("Newest.java").toString());
        assertThat(outcome).isZero();

        List<String> plain = inFolder(ForkedJvm.withoutAgent()).run(PROGRAM).lines();
        List<String> idle = inFolder(ForkedJvm.withAgent()).run(PROGRAM).lines();
        ForkedJvm.Result observed = inFolder(ForkedJvm.withAgent()).run(PROGRAM, "observed");

        assertThat(idle).isEqualTo(plain);
        assertThat(observed.lines()).isEqualTo(Files.readAllLines(SOURCES.resolve("Newest.java.txt")));
        assertThat(observed.lines()).containsAll(plain);
        assertThat(observed.err()).isEmpty();
    }

    private ForkedJvm inFolder(ForkedJvm jvm) {
        return jvm.classPath(
                Stream.concat(jvm.classPath().stream(), Stream.of(folder)).toArray(Path[]::new));
    }
}
