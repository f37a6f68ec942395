package dev.observatory.bench;

import java.util.Locale;

/** Prints rows under a title; the first column holds words, the others numbers. */
final class Table {
    private static final int FIRST = 34;
    private static final int OTHER = 13;

    Table(String title, String... columns) {
        System.out.println();
        System.out.println(title);
        print(columns);
    }

    void row(String work, String... values) {
        String[] cells = new String[values.length + 1];
        cells[0] = work;
        System.arraycopy(values, 0, cells, 1, values.length);
        print(cells);
    }

    /** A row that sets two benchmarks in relation: their fastest rounds, and the range of the ratios round by round. */
    void ratioRow(String work, Rounds rounds, String benchmark, String base) {
        double[] ratios = rounds.ratios(benchmark, base);
        row(
                work,
                number(rounds.fastest(base)),
                number(rounds.fastest(benchmark)),
                number(rounds.fastest(benchmark) / rounds.fastest(base)),
                number(ratios[0]) + "-" + number(ratios[ratios.length - 1]));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void print(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            int width = i == 0 ? -FIRST : OTHER;
            line.append(String.format(Locale.ROOT, "%" + width + "s ", cells[i]));
        }
        System.out.println(line.toString().stripTrailing());
    }
}
