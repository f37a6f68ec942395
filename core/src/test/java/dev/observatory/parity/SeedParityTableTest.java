package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table that maps the Python original to this library names tests that exist. */
class SeedParityTableTest {
    private static final Path TABLE = Path.of("..", "docs", "seed-parity.md");
    private static final List<Path> SOURCES =
            List.of(Path.of("src/test/java/dev/observatory"), Path.of("../agent/src/test/java/dev/observatory"));
    private static final Pattern NAMED = Pattern.compile("`([a-z]+)\\.([A-Za-z]+)#([A-Za-z0-9]+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|(.*)\\|(.*)\\|(.*)\\|$");

    private static boolean exists(String packageName, String className, String method) throws IOException {
        for (Path root : SOURCES) {
            Path file = root.resolve(packageName).resolve(className + ".java");
            if (Files.exists(file)) {
                return Pattern.compile("@(Test|ParameterizedTest|RepeatedTest)\\b[^;{]*?void " + method + "\\(")
                        .matcher(
                                Files.readString(file).replaceAll("@(CsvSource|ValueSource|EnumSource)\\([^)]*\\)", ""))
                        .find();
            }
        }
        return false;
    }

    @Test
    void everyReferencedTestExists() throws IOException {
        List<String> missing = new ArrayList<>();
        int found = 0;
        Matcher named = NAMED.matcher(Files.readString(TABLE));
        while (named.find()) {
            found++;
            if (!exists(named.group(1), named.group(2), named.group(3))) {
                missing.add(named.group());
            }
        }

        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(90);
    }

    @Test
    void everyRowReferencesATest() throws IOException {
        List<String> untested = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(TABLE));
        while (row.find()) {
            boolean isHeading = row.group(1).isBlank()
                    || row.group(1).startsWith("---")
                    || row.group(1).contains("**")
                    || row.group(3).strip().equals("test");
            if (!isHeading && !NAMED.matcher(row.group(3)).find()) {
                untested.add(row.group());
            }
        }

        assertThat(untested).isEmpty();
    }

    @Test
    void everyBugOfTheOriginalIsCovered() throws IOException {
        String table = Files.readString(TABLE);

        assertThat(IntStream.rangeClosed(1, 27))
                .allMatch(number -> table.contains("\n| " + number + ". "), "is answered");
    }
}
