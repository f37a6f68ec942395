package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The diagrams are accepted by the tools that draw them: Graphviz, and Mermaid's own parser. {@code scripts/test} installs both and runs
 * this; a build without {@code scripts/test} leaves it out, by its tag.
 */
@Tag("diagram-tools")
class DiagramToolsTest {
    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final Pattern DIAGRAM =
            Pattern.compile("^```mermaid\\R(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Path TOOLS = Path.of(System.getProperty("diagram.tools", "no-diagram-tools"));

    private static final Pattern TEXT = Pattern.compile(
            "\"op\": \"T\",\\s*\"pt\": \\[(?<x>[-.\\d]+),(?<y>[-.\\d]+)],\\s*\"align\": \"(?<align>.)\","
                    + "\\s*\"width\": (?<width>[.\\d]+),\\s*\"text\": \"(?<text>.*)\"");
    private static final Pattern BOX =
            Pattern.compile("(?m)^node (?<name>\\w+|\"[^\"]*\") (?<x>\\S+) (?<y>\\S+) (?<width>\\S+) (?<height>\\S+) ");

    @TempDir
    Path folder;

    private List<String> draw(String ending, Function<Machine, String> diagram) throws IOException {
        List<String> files = new ArrayList<>();
        for (Machine machine : Gallery.all()) {
            Path file = folder.resolve(machine.name() + files.size() + ending);
            files.add(Files.writeString(file, diagram.apply(machine)).toString());
        }
        return files;
    }

    private String run(List<String> command) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES))
                .as("%s ends", command.get(0))
                .isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static List<String> command(List<String> start, List<String> files) {
        List<String> command = new ArrayList<>(start);
        command.addAll(files);
        return command;
    }

    @Test
    void graphviz() throws Exception {
        String drawn = run(command(List.of("dot", "-Tplain"), draw(".dot", Machine::toDot)));

        assertThat(drawn.lines().filter(line -> line.startsWith("graph ")))
                .hasSize(Gallery.all().size());
        assertThat(drawn).doesNotContain("Warning").doesNotContain("Error");
        assertThat(drawn.lines().filter(line -> line.startsWith("edge RED GREEN ")))
                .hasSize(1);
    }

    /** A rectangle of the drawing: a line of text, or the box of a state. */
    private record Area(String what, double left, double bottom, double right, double top) {
        boolean overlaps(Area other) {
            double tolerance = 1; // of a font's measures
            return left + tolerance < other.right
                    && other.left + tolerance < right
                    && bottom + tolerance < other.top
                    && other.bottom + tolerance < top;
        }
    }

    private static List<Area> texts(String json) {
        List<Area> texts = new ArrayList<>();
        Matcher text = TEXT.matcher(json);
        while (text.find()) {
            double x = Double.parseDouble(text.group("x"));
            double y = Double.parseDouble(text.group("y"));
            double width = Double.parseDouble(text.group("width"));
            double left =
                    switch (text.group("align")) {
                        case "l" -> x;
                        case "r" -> x - width;
                        default -> x - width / 2;
                    };
            if (!text.group("text").isBlank()) {
                texts.add(new Area(text.group("text"), left, y, left + width, y + 8));
            }
        }
        return texts;
    }

    private static List<Area> boxes(String plain) {
        List<Area> boxes = new ArrayList<>();
        Matcher box = BOX.matcher(plain);
        while (box.find()) {
            double x = points(box.group("x"));
            double y = points(box.group("y"));
            double width = points(box.group("width"));
            double height = points(box.group("height"));
            boxes.add(new Area(box.group("name"), x - width / 2, y - height / 2, x + width / 2, y + height / 2));
        }
        return boxes;
    }

    private static double points(String inches) {
        return 72 * Double.parseDouble(inches);
    }

    @Test
    void labelsDoNotOverlap() throws Exception {
        List<String> overlapping = new ArrayList<>();
        int labels = 0;
        for (String file : draw(".dot", Machine::toDot)) {
            String json = run(List.of("dot", "-Tjson", file));
            int edges = json.indexOf("\n  \"edges\": [");
            List<Area> ofEdges = texts(json.substring(edges));
            List<Area> others = texts(json.substring(0, edges));
            others.addAll(boxes(run(List.of("dot", "-Tplain", file))));
            for (int i = 0; i < ofEdges.size(); i++) {
                Area label = ofEdges.get(i);
                Stream.concat(others.stream(), ofEdges.stream().skip(i + 1L))
                        .filter(label::overlaps)
                        .forEach(other -> overlapping.add(Path.of(file).getFileName() + ": " + label + ", " + other));
            }
            labels += ofEdges.size();
        }

        assertThat(overlapping).isEmpty();
        assertThat(labels).as("labels that are not nodes").isGreaterThan(150);
    }

    @Test
    void mermaid() throws Exception {
        String parser = TOOLS.resolve("parse-mermaid.mjs").toString();

        String parsed = run(command(List.of("node", parser), draw(".mmd", Machine::render)));

        List<String> diagrams = parsed.lines().toList();
        assertThat(diagrams)
                .hasSize(Gallery.all().size())
                .allMatch(line -> line.contains("\"diagramType\":\"stateDiagram\""));
        assertThat(diagrams.get(0))
                .contains("[\"RED\",\"GREEN\",\"toGreen\"]", "[\"any\",\"RED\",\"fail [severe]\"]")
                .contains("\"GREEN\"", "\"RED\"", "\"YELLOW\"");
    }

    @Test
    void mermaidInDocuments() throws Exception {
        List<String> files = new ArrayList<>();
        try (Stream<Path> documents = Files.walk(DOCUMENTS)) {
            for (Path document : documents
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                Matcher diagrams = DIAGRAM.matcher(Files.readString(document));
                while (diagrams.find()) {
                    Path file = folder.resolve(document.getFileName() + "-" + files.size() + ".mmd");
                    files.add(Files.writeString(file, diagrams.group(1)).toString());
                }
            }
        }

        String parser = TOOLS.resolve("parse-mermaid.mjs").toString();
        String parsed = run(command(List.of("node", parser), files));

        assertThat(files).filteredOn(file -> file.contains("architecture.md")).hasSize(2);
        assertThat(parsed.lines()).hasSameSizeAs(files).allMatch(line -> line.contains("\"diagramType\":\"flowchart"));
    }
}
