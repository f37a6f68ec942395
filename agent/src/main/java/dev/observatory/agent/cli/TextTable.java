package dev.observatory.agent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table whose columns are as wide as their widest cells; numbers are aligned to the right. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();

    TextTable(String... header) {
        add(header);
    }

    void add(String... cells) {
        rows.add(cells);
    }

    void print(PrintStream out) {
        print(out, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Prints the rows that fit into the height, including the header, shortened to the width. */
    void print(PrintStream out, int height, int width) {
        OutputEncoding encoding = OutputEncoding.of(out);
        List<String[]> escaped = new ArrayList<>();
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            String[] cells = new String[row.length];
            for (int i = 0; i < row.length; i++) {
                cells[i] = encoding.escaped(row[i]);
                widths[i] = Math.max(widths[i], TextWidth.columns(cells[i]));
            }
            escaped.add(cells);
        }
        for (String[] row : escaped.subList(0, Math.min(escaped.size(), height))) {
            out.println(line(row, widths, width, encoding.ellipsis()));
        }
    }

    private static String line(String[] row, int[] widths, int width, String ellipsis) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length - 1; i++) {
            boolean isNumber = !row[i].isEmpty() && Character.isDigit(row[i].charAt(0));
            String gap = " ".repeat(widths[i] - TextWidth.columns(row[i]));
            line.append(isNumber ? gap + row[i] : row[i] + gap).append("  ");
        }
        String last = row[row.length - 1];
        int room = width - TextWidth.columns(line.toString());
        if (room <= TextWidth.columns(ellipsis) && room < TextWidth.columns(last)) {
            return TextWidth.cut(line.toString().stripTrailing(), width, "");
        }
        // The end of a method's name is more specific than its beginning.
        return line.append(TextWidth.cutFront(last, room, ellipsis)).toString().stripTrailing();
    }
}
