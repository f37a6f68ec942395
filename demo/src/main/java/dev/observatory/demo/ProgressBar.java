package dev.observatory.demo;

import java.util.Locale;

/**
 * Draws progress as text: a line by itself, or a bar for a line that is drawn again and again.
 *
 * @param cells the length of the bar
 * @param width the most characters that a drawn line may take
 */
record ProgressBar(int cells, int width) {
    /** Fits the narrowest terminal that people use, and stays off its last column, where some break the line. */
    static final ProgressBar NARROW = new ProgressBar(16, 79);

    /** Bar, percentage, counts and, as far as it fits, the jar: plain ASCII, whatever the encoding of the terminal. */
    String draw(Progress progress) {
        int full = cells * progress.percent() / 100;
        String line = String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %,d/%,d jars  %,d classes  %s",
                "#".repeat(full),
                ".".repeat(cells - full),
                progress.percent(),
                progress.done(),
                progress.jars(),
                progress.classes(),
                progress.latest());
        return line.length() <= width ? line : line.substring(0, width);
    }

    /** Percentage and counts, aligned below each other for one run. */
    static String plain(Progress progress) {
        String jars = Columns.grouped(progress.jars());
        return String.format(
                Locale.ROOT,
                "%3d %%  %," + jars.length() + "d of %s jars  %,9d classes",
                progress.percent(),
                progress.done(),
                jars,
                progress.classes());
    }
}
