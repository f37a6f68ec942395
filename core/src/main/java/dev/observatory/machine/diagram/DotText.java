package dev.observatory.machine.diagram;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a diagram in DOT, and how names are written in it. */
final class DotText {
    /** Keywords in any case; in quotation marks they are names. */
    private static final Set<String> KEYWORDS = Set.of("digraph", "edge", "graph", "node", "strict", "subgraph");

    /** What Graphviz would replace by a character. */
    private static final Pattern ENTITY = Pattern.compile("&(?=#?\\w+;)");

    private final StringBuilder text = new StringBuilder();

    void line(int depth, String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    static String identifier(String plain) {
        return KEYWORDS.contains(plain.toLowerCase(Locale.ROOT)) ? '"' + plain + '"' : plain;
    }

    private static String escaped(String name) {
        String line = PlainText.onOneLine(name).replace("\\", "\\\\").replace("\"", "\\\"");
        return ENTITY.matcher(line).replaceAll("&amp;");
    }

    static String quoted(String name) {
        return '"' + escaped(name) + '"';
    }

    /** Returns lines as one label: in the middle if there is one, otherwise below each other on the left. */
    static String quotedLines(List<String> lines) {
        return lines.size() == 1
                ? quoted(lines.get(0))
                : lines.stream().map(line -> indented(line) + "\\l").collect(Collectors.joining("", "\"", "\""));
    }

    /** Returns a name and lines below it as one label. */
    static String quotedLines(String name, List<String> lines) {
        return lines.isEmpty()
                ? quoted(name)
                : lines.stream()
                        .map(line -> indented(line) + "\\l")
                        .collect(Collectors.joining("", '"' + escaped(name) + "\\l", "\""));
    }

    private static String indented(String line) {
        return line.startsWith(" ") ? "  " + escaped(line) : escaped(line);
    }

    /** Returns a name, a rule and lines below it as one label, in the HTML of Graphviz: records lose some of their arrows. */
    static String table(String name, List<String> lines) {
        return lines.stream()
                .map(line -> html(line) + "<br align=\"left\"/>")
                .collect(Collectors.joining(
                        "",
                        "<<table border=\"0\" cellspacing=\"0\"><tr><td>" + html(name) + "</td></tr><hr/><tr><td>",
                        "</td></tr></table>>"));
    }

    private static String html(String name) {
        String indent = name.startsWith(" ") ? "&#160;&#160;" : "";
        return indent
                + PlainText.onOneLine(name)
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
