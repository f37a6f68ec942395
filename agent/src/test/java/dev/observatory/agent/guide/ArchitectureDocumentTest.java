package dev.observatory.agent.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document on architecture names what there is: its classes exist, and it lists every process-wide mutable state. */
class ArchitectureDocumentTest {
    private static final MarkdownPage DOCUMENT =
            MarkdownPage.of(MarkdownPage.ROOT.resolve("docs").resolve("architecture.md"));
    private static final List<Path> SOURCES =
            List.of(MarkdownPage.ROOT.resolve("core/src/main/java"), MarkdownPage.ROOT.resolve("agent/src/main/java"));
    private static final Pattern STATIC_FIELD =
            Pattern.compile("(?m)^    (?:(?:private|public|protected) )?static (?<final>final )?(?:volatile )?"
                    + "(?<type>[^=;({]+?)\\s(?<name>\\w+)(?: =\\s*| *;)(?<value>[^\\n]*)");

    /** Types that hold state although the field that holds them never changes. */
    private static final Pattern MUTABLE =
            Pattern.compile("Atomic|ThreadLocal|ClassValue|Queue<|Lock$|EventHooks?\\b|^Graph$|^Children$");

    private static final Pattern NAMED_FIELD = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern NAMED_CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+)?`");

    @Test
    void listsEveryProcessWideMutableState() throws IOException {
        Set<String> listed = new TreeSet<>();
        Matcher field = NAMED_FIELD.matcher(DOCUMENT.text());
        while (field.find()) {
            listed.add(field.group(1) + "." + field.group(2));
        }

        assertThat(mutableStatics()).hasSizeGreaterThan(40).allSatisfy(name -> assertThat(listed)
                .contains(name));
    }

    @Test
    void namesClassesThatExist() throws IOException {
        Set<String> known = new TreeSet<>(Set.of("ClassValue", "Instrumentation", "ArchUnit", "TestScope"));
        List<Path> named = sources();
        named.addAll(filesIn(Path.of("src", "test", "java")));
        for (Path source : named) {
            known.add(source.getFileName().toString().replace(".java", ""));
        }

        assertThat(NAMED_CLASS
                        .matcher(DOCUMENT.text())
                        .results()
                        .map(found -> found.group(1))
                        .toList())
                .hasSizeGreaterThan(60)
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    private static List<String> mutableStatics() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : sources()) {
            String name = source.getFileName().toString().replace(".java", "");
            Matcher field = STATIC_FIELD.matcher(Files.readString(source));
            while (field.find()) {
                if (isMutable(field)) {
                    found.add(name + "." + field.group("name"));
                }
            }
        }
        return found;
    }

    private static boolean isMutable(Matcher field) {
        String value = field.group("value");
        return field.group("final") == null
                || MUTABLE.matcher(field.group("type")).find()
                || value.matches("new (ArrayList|HashMap|ConcurrentHashMap|CopyOnWriteArrayList)<.*")
                || value.startsWith("ConcurrentHashMap.newKeySet(");
    }

    /** Of core and the agent. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path root : SOURCES) {
            sources.addAll(filesIn(root));
        }
        return sources;
    }

    private static List<Path> filesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
