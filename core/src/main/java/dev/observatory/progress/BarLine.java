package dev.observatory.progress;

import dev.observatory.event.EventStatus;
import dev.observatory.event.ProgressData;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Formats progress as one line: label, percentage, bar, count, rate and time. What does not fit in the width is left out: first
 * the rate, then the time, then the bar.
 *
 * @param width the number of columns, at least 20
 * @param isAscii whether other characters than those of ASCII are replaced
 */
record BarLine(int width, boolean isAscii) {
    private static final int MAX_LABEL = 24;
    private static final int MIN_BAR = 8;
    private static final String EIGHTHS = "▏▎▍▌▋▊▉";
    private static final int PARTS = 8;

    /** Returns the number of columns that the label of a bar needs. */
    int labelColumns(ProgressData progress) {
        return Math.min(Math.min(MAX_LABEL, width / 3), TextColumns.columns(label(progress)));
    }

    private String label(ProgressData progress) {
        return TextColumns.printable(progress.label(), isAscii);
    }

    /** Returns a line of at most {@link #width} columns, in which the label takes a number of columns. */
    String format(ProgressData progress, boolean isEnded, int labelColumns) {
        String label = TextColumns.fit(label(progress), labelColumns, isAscii ? "~" : "…");
        String count = count(progress);
        String rate = rate(progress.rate());
        String time = time(progress, isEnded);
        String percent = progress.length() < 0 ? "" : String.format(Locale.ROOT, " %3d%%", percent(progress));
        String line = join(label + percent, count, rate, time);
        if (columns(line) > width) {
            line = join(label + percent, count, "", time);
        }
        if (columns(line) > width) {
            line = join(label + percent, count, "", "");
        }
        int room = width - columns(line) - 3; // A space, and the ends of the bar.
        if (progress.length() >= 0 && room >= MIN_BAR) {
            String tail = line.substring(label.length() + percent.length());
            return label + percent + " " + bar(progress.fraction(), room) + tail;
        }
        return columns(line) > width ? TextColumns.fit(line, width, "") : line;
    }

    private static int columns(String line) {
        return TextColumns.columns(line);
    }

    private static String join(String first, String count, String rate, String time) {
        StringBuilder line = new StringBuilder(first).append(' ').append(count);
        for (String part : new String[] {rate, time}) {
            if (!part.isEmpty()) {
                line.append("  ").append(part);
            }
        }
        return line.toString();
    }

    /** Returns the finished share in percent, rounded down: 100 only if no item is left. */
    private static int percent(ProgressData progress) {
        return (int) (progress.fraction() * 100);
    }

    private String count(ProgressData progress) {
        String unit = TextColumns.printable(progress.unit(), isAscii);
        String count =
                progress.length() < 0 ? Long.toString(progress.done()) : progress.done() + "/" + progress.length();
        return unit.isEmpty() ? count : count + " " + unit;
    }

    private static String rate(double perSecond) {
        if (!(perSecond > 0)) {
            return "";
        }
        if (perSecond >= 1) {
            return number(perSecond) + "/s";
        }
        return perSecond * 60 >= 1 ? number(perSecond * 60) + "/min" : number(perSecond * 3600) + "/h";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }

    private static String time(ProgressData progress, boolean isEnded) {
        if (isEnded) {
            boolean isStopped = progress.status() == EventStatus.EXITED
                    || (progress.status() != EventStatus.COMPLETED && progress.done() < progress.length());
            return (isStopped ? "stopped after " : "in ") + text(progress.elapsed());
        }
        Duration remaining = progress.remaining();
        return remaining == null ? text(progress.elapsed()) : text(remaining) + " left";
    }

    static String text(@Nullable Duration duration) {
        if (duration == null) {
            return "";
        }
        long days = duration.toDays();
        if (days > 999) {
            return ">999 days";
        }
        if (days > 0) {
            return String.format(Locale.ROOT, "%dd %02dh", days, duration.toHoursPart());
        }
        return duration.toHours() > 0
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        duration.toHours(),
                        duration.toMinutesPart(),
                        duration.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    private String bar(double fraction, int columns) {
        if (isAscii) {
            int full = (int) (fraction * columns);
            return "[" + "#".repeat(full) + "-".repeat(columns - full) + "]";
        }
        long eighths = (long) (fraction * columns * PARTS);
        int full = (int) (eighths / PARTS);
        int part = (int) (eighths % PARTS);
        String tip = part == 0 ? "" : EIGHTHS.substring(part - 1, part);
        return "│" + "█".repeat(full) + tip + " ".repeat(columns - full - tip.length()) + "│";
    }
}
