package dev.observatory.demo;

import java.util.Locale;

/**
 * Formats progress as text: as a separate line, or with a bar for a line that is redrawn.
 *
 * @param cells the length of the bar, in characters
 * @param width the maximum length of a drawn line, in characters
 */
record ProgressBar(int cells, int width) {
    /** Fits a terminal of 80 columns without its last one, where some terminals wrap the line. */
    static final ProgressBar NARROW = new ProgressBar(16, 79);

    /** Returns bar, percentage, counts and as much of the jar name as fits; ASCII only, for terminals of any encoding. */
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

    /** Returns percentage and counts, aligned throughout one run. */
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
