package dev.observatory.agent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table whose columns are as wide as their widest cells; numbers are aligned to the right. */
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
        print(out, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Prints the rows that fit into the height, including the header, shortened to the width. */
    void print(PrintStream out, int height, int width) {
        for (String[] row : rows.subList(0, Math.min(rows.size(), height))) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                boolean isLast = i == row.length - 1;
                boolean isNumber = !row[i].isEmpty() && Character.isDigit(row[i].charAt(0)) && !isLast;
                String gap = " ".repeat(isLast && !isNumber ? 0 : widths[i] - row[i].length());
                line.append(isNumber ? gap + row[i] : row[i] + gap).append(isLast ? "" : "  ");
            }
            String text = line.toString().stripTrailing();
            out.println(text.length() <= width ? text : shortened(text, row[row.length - 1], width));
        }
    }

    /** Shortens the beginning of the last cell, since the end of a method's name is more specific. */
    private static String shortened(String text, String last, int width) {
        int begin = text.length() - last.length();
        int room = width - begin - 1;
        if (room < 1) {
            return text.substring(0, width);
        }
        int from = last.length() - room;
        int whole = Character.isLowSurrogate(last.charAt(from)) ? from + 1 : from;
        return text.substring(0, begin) + "…" + last.substring(whole);
    }
}
