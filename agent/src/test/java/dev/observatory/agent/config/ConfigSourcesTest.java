package dev.observatory.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {
    @TempDir
    private Path folder;

    private final Properties properties = new Properties();

    private AgentConfig read(String arguments, Map<String, String> environment) {
        return ConfigParser.parse(ConfigSources.of(arguments, properties, environment));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("observatory.properties"), content);
    }

    @Test
    void settingsAreTheSameInAllSources() throws IOException {
        AgentConfig byArgument = read("include=a.A#m(int, ..),b.B;max=7;observe=log", Map.of());
        AgentConfig byVariable = read(
                null,
                Map.of(
                        "OBSERVATORY_INCLUDE",
                        "a.A#m(int, ..),b.B",
                        "OBSERVATORY_MAX",
                        "7",
                        "OBSERVATORY_OBSERVE",
                        "log",
                        "OTHER",
                        "x"));
        AgentConfig byFile = read("config=" + file("include = a.A#m(int, ..),b.B\nmax=7\nobserve: log\n"), Map.of());
        properties.setProperty("observatory.include", "a.A#m(int, ..),b.B");
        properties.setProperty("observatory.max", "7");
        properties.setProperty("observatory.observe", "log");
        properties.setProperty("observatory.agent.jar", "elsewhere.jar");
        properties.setProperty("user.name", "ada");
        AgentConfig byProperty = read(null, Map.of());

        assertThat(byArgument.errors()).isEmpty();
        assertThat(byArgument.selection().include()).hasToString("[a.A#m(int, ..), b.B]");
        assertThat(byProperty).usingRecursiveComparison().isEqualTo(byArgument);
        assertThat(byVariable).usingRecursiveComparison().isEqualTo(byArgument);
        assertThat(byFile).usingRecursiveComparison().isEqualTo(byArgument);
    }

    @Test
    void propertiesWithMoreDotsAreNotSettings() {
        properties.setProperty("observatory.demo.terminal", "true");
        properties.setProperty("observatory.terminal", "true");

        assertThat(read(null, Map.of()).errors())
                .containsExactly("system property [observatory.terminal] is not known and was ignored;"
                        + " did you mean [observatory.verify]?");
    }

    @Test
    void firstSourceThatHasAKeyOverridesTheOthers() throws IOException {
        Path config = file("max=4\nrate=4\nminduration=4ms\nredact=four\n");
        properties.setProperty("observatory.max", "2");
        properties.setProperty("observatory.rate", "2");
        Map<String, String> environment = Map.of(
                "OBSERVATORY_MAX",
                "3",
                "OBSERVATORY_RATE",
                "3",
                "OBSERVATORY_MIN_DURATION",
                "3ms",
                "OBSERVATORY_CONFIG",
                config.toString());

        AgentConfig read = read("max=1", environment);

        assertThat(read.errors()).isEmpty();
        assertThat(read.maxMethods()).isEqualTo(1);
        assertThat(read.observing().rate()).isEqualTo(2);
        assertThat(read.observing().minNanos()).isEqualTo(3_000_000);
        assertThat(read.observing().redact()).containsExactly("four");
    }

    @Test
    void unknownKeysAreReportedWithSourceAndClosestMatch() throws IOException {
        Path config = file("filds=a.A\nconfig=b\n");
        properties.setProperty("observatory.inclde", "a.A");
        properties.setProperty("observatory.max", "many");

        AgentConfig read =
                read("verfy=true;config=" + config, Map.of("OBSERVATORY_OBSERV", "log", "OBSERVATORY_DUMP", " "));

        assertThat(read.errors())
                .containsExactly(
                        "key [config] in file [" + config
                                + "] was ignored: a configuration file cannot name another one",
                        "argument [verfy] is not known and was ignored; did you mean [verify]?",
                        "system property [observatory.inclde] is not known and was ignored; did you mean"
                                + " [observatory.include]?",
                        "system property [observatory.max] must be a positive number, but is [many]; [10000] is used",
                        "environment variable [OBSERVATORY_DUMP] needs a value and was ignored; write"
                                + " [OBSERVATORY_DUMP=target/woven]",
                        "environment variable [OBSERVATORY_OBSERV] is not known and was ignored; did you mean"
                                + " [OBSERVATORY_OBSERVE]?",
                        "key [filds] in file [" + config + "] is not known and was ignored; did you mean [fields]?");
    }

    @Test
    void missingFileIsReported() {
        Path missing = folder.resolve("missing.properties");

        AgentConfig read = read("max=5;config=" + missing, Map.of());

        assertThat(read.maxMethods()).isEqualTo(5);
        assertThat(read.errors())
                .singleElement()
                .asString()
                .startsWith("argument [config]: file [" + missing
                        + "] cannot be read and was ignored: java.io.FileNotFoundException");
    }
}
