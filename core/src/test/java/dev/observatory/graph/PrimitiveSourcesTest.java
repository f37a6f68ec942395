package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The generated sources in the source tree are those that the templates give. */
class PrimitiveSourcesTest {

    @Test
    void theSourceTreeHoldsWhatTheTemplatesGive() throws IOException {
        Map<Path, String> generated = PrimitiveSources.all(Path.of(""));

        assertThat(generated).hasSize(6);
        for (Map.Entry<Path, String> source : generated.entrySet()) {
            assertThat(Files.readString(source.getKey()))
                    .as(
                            "Generated source [%s] differs from its template; edit the template and run"
                                    + " java core/src/test/java/dev/observatory/graph/PrimitiveSources.java core",
                            source.getKey())
                    .isEqualTo(source.getValue());
        }
    }

    @Test
    void noPlaceholderIsLeft() throws IOException {
        assertThat(PrimitiveSources.all(Path.of("")).values())
                .allSatisfy(source -> assertThat(source).doesNotContain("$"));
    }
}
