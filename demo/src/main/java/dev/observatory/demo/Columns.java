package dev.observatory.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Formats titled sections of rows, each with a number, a text and a remark. Numbers are aligned throughout, remarks within
 * their section.
 */
final class Columns {
    private static final String NONE = "none";

    private final List<Section> sections = new ArrayList<>();

    private record Row(String number, String text, String remark) {}

    private record Section(String title, List<Row> rows) {}

    /** Starts a section; the rows added next belong to it. */
    void title(String title) {
        sections.add(new Section(title, new ArrayList<>()));
    }

    void row(long number, String text) {
        row(number, text, "");
    }

    void row(long number, String text, String remark) {
        add(new Row(grouped(number), printable(text), printable(remark)));
    }

    /** Adds a row without a number. */
    void row(String text, String remark) {
        add(new Row("", printable(text), printable(remark)));
    }

    /** Returns all lines, with an empty one between sections; a section without rows contains {@code none}. */
    List<String> lines() {
        int numberWidth = sections.stream()
                .flatMap(section -> section.rows().stream())
                .mapToInt(row -> row.number().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (Section section : sections) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(section.title());
            lines.addAll(lines(section, numberWidth));
        }
        return lines;
    }

    /** Returns a number with its digits in groups of three: {@code 1,234,567}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static List<String> lines(Section section, int numberWidth) {
        List<Row> rows = section.rows().isEmpty() ? List.of(new Row("", NONE, "")) : section.rows();
        int textWidth = rows.stream().mapToInt(row -> row.text().length()).max().orElse(0);
        return rows.stream()
                .map(row -> " ".repeat(2 + numberWidth - row.number().length()) + row.number() + "  " + row.text()
                        + " ".repeat(2 + textWidth - row.text().length()) + row.remark())
                .map(String::stripTrailing)
                .toList();
    }

    private void add(Row row) {
        sections.get(sections.size() - 1).rows().add(row);
    }

    /** Replaces control characters, because names from foreign files must not move the cursor of a terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
