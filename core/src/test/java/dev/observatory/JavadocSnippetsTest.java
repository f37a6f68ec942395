package dev.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example in the Javadoc of the library compiles as written. */
class JavadocSnippetsTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern SNIPPET = Pattern.compile("<pre>\\{@code\\n(.*?)\\n[ *]*}</pre>", Pattern.DOTALL);

    /** The types, fields and methods that the examples use and do not declare. */
    private static final String CONTEXT = """
            record Coords(int x, int y) {}
            record Score(int home, int away) {}
            static class Probe { @ObservableAttr int reading; }
            static class Importer { @Event int importAll(List<Path> files) { return files.size(); } }
            static class Telescope { static final EventHook<Coords> COORDS = new EventHook<>("coords"); }
            List<Path> files = List.of();
            EventHook<String> hook = new EventHook<>("hook");
            EventHook<String> started = new EventHook<>("started");
            EventHook<String> stopped = new EventHook<>("stopped");
            void greet(String name) {}
            void show(String name) {}
            void hide(String name) {}
            void copy(Path file) {}
            """;

    /** A snippet and the package that it belongs to. */
    private record Example(String home, String code) {}

    private static Map<String, Example> snippets() throws IOException {
        Map<String, Example> snippets = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                Matcher snippet = SNIPPET.matcher(Files.readString(file));
                for (int i = 1; snippet.find(); i++) {
                    String home = file.getParent().getFileName().toString();
                    String name = home + file.getFileName().toString().replace(".java", "") + "Snippet" + i;
                    snippets.put(name, new Example(home, snippet.group(1).replaceAll("(?m)^ *\\* ?", "")));
                }
            }
        }
        return snippets;
    }

    /**
     * Returns the imports of an example: all packages of the library and some of the JDK, but of machine and graph, which have
     * names in common, only its own.
     */
    private static String imports(String home) throws IOException {
        String unknown = home.equals("graph") ? "machine" : "graph";
        try (Stream<Path> packages = Files.list(SOURCES.resolve("dev/observatory"))) {
            List<String> names = packages.filter(
                            each -> !each.getFileName().toString().equals(unknown))
                    .map(each -> "dev.observatory." + each.getFileName())
                    .sorted()
                    .collect(Collectors.toList());
            names.addAll(List.of("java.util", "java.util.concurrent", "java.nio.file", "java.time"));
            if (home.equals("swing")) {
                names.addAll(List.of("dev.observatory.progress.swing", "javax.swing"));
            }
            return names.stream().map(name -> "import " + name + ".*;\n").collect(Collectors.joining());
        }
    }

    private static String asClass(String name, Example example) throws IOException {
        String code = example.code().replace("{ … }", "{ throw new AssertionError(); }");
        String body = code.startsWith("@") ? code : "void example() throws Exception {\n" + code + "\n}";
        return imports(example.home()) + "class " + name + " {\n" + CONTEXT + body + "\n}\n";
    }

    @Test
    void compile(@TempDir Path folder) throws IOException {
        Map<String, String> classes = new LinkedHashMap<>();
        for (Map.Entry<String, Example> snippet : snippets().entrySet()) {
            classes.put(snippet.getKey(), asClass(snippet.getKey(), snippet.getValue()));
        }

        assertThat(JavaSources.errorsIn(classes, folder)).isEmpty();
        assertThat(classes).hasSizeGreaterThanOrEqualTo(13);
    }

    @Test
    void areAllFound() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            long blocks = files.filter(each -> each.toString().endsWith(".java"))
                    .map(JavadocSnippetsTest::read)
                    .mapToLong(text ->
                            Pattern.compile("<pre>").matcher(text).results().count())
                    .sum();
            assertThat(snippets()).hasSize((int) blocks);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
