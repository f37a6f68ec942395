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

    /** The columns for {@link #beside}: the limit, ours, and the others. */
    static String[] columns(String... others) {
        String[] columns = new String[others.length + 4];
        System.arraycopy(new String[] {"ns (others: times ours)", "limit", "ours", "ratio"}, 0, columns, 0, 4);
        System.arraycopy(others, 0, columns, 4, others.length);
        return columns;
    }

    /** A row that sets ours beside a limit and others, by their fastest rounds; who cannot do the work is left out. */
    void beside(String work, Rounds rounds, String limit, String ours, String... others) {
        String[] values = new String[others.length + 3];
        double own = rounds.fastest(ours);
        values[0] = rounds.has(limit) ? number(rounds.fastest(limit)) : "-";
        values[1] = number(own);
        values[2] = rounds.has(limit) ? number(own / rounds.fastest(limit)) : "-";
        for (int i = 0; i < others.length; i++) {
            double other = rounds.has(others[i]) ? rounds.fastest(others[i]) : Double.NaN;
            values[i + 3] = Double.isNaN(other) ? "-" : String.format(Locale.ROOT, "%.1f %.1fx", other, other / own);
        }
        row(work, values);
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
