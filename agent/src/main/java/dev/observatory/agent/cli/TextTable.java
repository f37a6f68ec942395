package dev.observatory.agent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell; those that hold numbers are aligned to the right. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;

    TextTable(String... header) {
        widths = new int[header.length];
        add(header);
    }

    void add(String... cells) {
        rows.add(cells);
        for (int i = 0; i < cells.length; i++) {
            widths[i] = Math.max(widths[i], cells[i].length());
        }
    }

    void print(PrintStream out) {
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                boolean isLast = i == row.length - 1;
                boolean isNumber = !row[i].isEmpty() && Character.isDigit(row[i].charAt(0)) && !isLast;
                String gap = " ".repeat(isLast && !isNumber ? 0 : widths[i] - row[i].length());
                line.append(isNumber ? gap + row[i] : row[i] + gap).append(isLast ? "" : "  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
