package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {

    @Test
    void pathsAndOptionsMayBeMixed() throws Exception {
        Arguments arguments = Arguments.parse("a", "--no-agent", "b.jar");

        assertThat(arguments.paths()).containsExactly(Path.of("a"), Path.of("b.jar"));
        assertThat(arguments.agent()).isFalse();
        assertThat(arguments.help()).isFalse();
    }

    @Test
    void helpHasAShortForm() throws Exception {
        assertThat(Arguments.parse("-h").help()).isTrue();
        assertThat(Arguments.parse("--help").help()).isTrue();
    }

    @Test
    void argumentsAfterTwoDashesArePaths() throws Exception {
        assertThat(Arguments.parse("--", "--no-agent").paths()).containsExactly(Path.of("--no-agent"));
    }

    @Test
    void anUnknownOptionIsRejectedByName() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Arguments.parse("--fast"))
                .withMessage("Unknown option: [--fast]; --help lists the options");
    }

    @Test
    void anEmptyArgumentIsNotTheWorkingFolder() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Arguments.parse(""))
                .withMessage("No such file or folder: []");
    }

    @Test
    void anInvalidPathDoesNotExist() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Arguments.parse("a\0b"))
                .withMessage("No such file or folder: [a\0b]");
    }

    @Nested
    final class WithoutPaths {

        @Test
        void theConfiguredRepositoryIsRead() throws Exception {
            assertThat(defaultWith("/some/repository")).isEqualTo(Path.of("/some/repository"));
        }

        @Test
        void theDefaultRepositoryIsReadIfNoneIsConfigured() throws Exception {
            assertThat(defaultWith("")).isEqualTo(Path.of(System.getProperty("user.home"), ".m2", "repository"));
        }

        private static Path defaultWith(String configured) throws UsageException {
            String before = System.getProperty("maven.repo.local", "");
            System.setProperty("maven.repo.local", configured);
            try {
                return Arguments.parse("--no-agent").paths().get(0);
            } finally {
                System.setProperty("maven.repo.local", before);
            }
        }
    }
}
