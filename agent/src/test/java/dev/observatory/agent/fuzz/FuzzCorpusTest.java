package dev.observatory.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.observatory.agent.cli.AnswersFuzz;
import dev.observatory.agent.cli.PerformanceDataFuzz;
import dev.observatory.agent.match.PatternFuzz;
import dev.observatory.agent.serve.RequestFuzz;
import dev.observatory.agent.value.SecretTextFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every kept input of the fuzzers again. */
class FuzzCorpusTest {
    private static final Path KEPT = Path.of("src/test/fuzz");

    static Stream<Path> weaverInputs() throws IOException {
        return inputs("WeaverFuzz");
    }

    static Stream<Path> argumentInputs() throws IOException {
        return inputs("ConfigFuzz");
    }

    static Stream<Path> patternInputs() throws IOException {
        return inputs("PatternFuzz");
    }

    static Stream<Path> requestInputs() throws IOException {
        return inputs("RequestFuzz");
    }

    static Stream<Path> answerInputs() throws IOException {
        return inputs("AnswersFuzz");
    }

    static Stream<Path> secretInputs() throws IOException {
        return inputs("SecretTextFuzz");
    }

    static Stream<Path> performanceDataInputs() throws IOException {
        return inputs("PerformanceDataFuzz");
    }

    private static Stream<Path> inputs(String target) throws IOException {
        try (Stream<Path> files = Files.list(KEPT.resolve(target))) {
            return List.copyOf(files.sorted().toList()).stream();
        }
    }

    @ParameterizedTest
    @MethodSource("weaverInputs")
    void editedClassFilesAreWovenAsTheJvmAcceptsThem(Path input) {
        assertThatCode(() -> WeaverFuzz.fuzzerTestOneInput(Files.readAllBytes(input)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("argumentInputs")
    void argumentsAreAcceptedOrReportedAsErrors(Path input) {
        assertThatCode(() -> ConfigFuzz.fuzzerTestOneInput(Files.readAllBytes(input)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("patternInputs")
    void patternsMatchAsSpecified(Path input) {
        assertThatCode(() -> PatternFuzz.fuzzerTestOneInput(Files.readAllBytes(input)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("requestInputs")
    void theAgentAnswersOrRefusesWhateverItReceives(Path input) {
        assertThatCode(() -> RequestFuzz.fuzzerTestOneInput(Files.readAllBytes(input)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("answerInputs")
    void theCommandLineShowsOrRefusesWhateverItReceives(Path input) {
        assertThatCode(() -> AnswersFuzz.fuzzerTestOneInput(Files.readAllBytes(input)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("secretInputs")
    void secretsAreHiddenInWhateverSurroundsThem(Path input) {
        assertThatCode(() -> SecretTextFuzz.fuzzerTestOneInput(Files.readAllBytes(input)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("performanceDataInputs")
    void performanceDataIsReadAsFarAsItIsComplete(Path input) {
        assertThatCode(() -> PerformanceDataFuzz.fuzzerTestOneInput(Files.readAllBytes(input)))
                .doesNotThrowAnyException();
    }
}
