package dev.observatory.progress;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@link ProgressBars} are displayed.
 *
 * <p>Immutable; each method with a parameter returns a changed copy. What is not stated depends on the output.
 */
public final class ProgressBarOptions {
    private static final int MIN_WIDTH = 20;
    private static final int MAX_WIDTH = 1_000;
    private static final int MAX_BARS = 100;
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final ProgressBarOptions AUTOMATIC = new ProgressBarOptions(null, null, null, null, 8);

    private final @Nullable Boolean terminal;
    private final @Nullable Boolean ascii;
    private final @Nullable Integer width;
    private final @Nullable Duration interval;
    private final int bars;

    private ProgressBarOptions(
            @Nullable Boolean terminal,
            @Nullable Boolean ascii,
            @Nullable Integer width,
            @Nullable Duration interval,
            int bars) {
        this.terminal = terminal;
        this.ascii = ascii;
        this.width = width;
        this.interval = interval;
        this.bars = bars;
    }

    /**
     * Returns options that depend on the output alone.
     *
     * @return the default options
     */
    public static ProgressBarOptions automatic() {
        return AUTOMATIC;
    }

    /**
     * Returns these options with a stated kind of output. By default, {@code System.out} and {@code System.err} are terminals if they
     * are connected to one, and anything else is not.
     *
     * @param isTerminal true if bars can be redrawn in place by ANSI escape sequences, false for plain lines only
     * @return a changed copy
     */
    public ProgressBarOptions terminal(boolean isTerminal) {
        return new ProgressBarOptions(isTerminal, ascii, width, interval, bars);
    }

    /**
     * Returns these options with a stated character set. By default, block characters are used if the output can encode them.
     *
     * @param isAscii true to use ASCII characters only
     * @return a changed copy
     */
    public ProgressBarOptions ascii(boolean isAscii) {
        return new ProgressBarOptions(terminal, isAscii, width, interval, bars);
    }

    /**
     * Returns these options with a stated width. By default, it is that of the environment variable {@code COLUMNS}, or 80. A
     * terminal that is narrower cuts the lines off.
     *
     * @param columns how many columns a line takes at most
     * @return a changed copy
     * @throws IllegalArgumentException if {@code columns} is not between 20 and 1,000
     */
    public ProgressBarOptions width(int columns) {
        if (columns < MIN_WIDTH || columns > MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "columns [" + columns + "] must be between " + MIN_WIDTH + " and " + MAX_WIDTH);
        }
        return new ProgressBarOptions(terminal, ascii, columns, interval, bars);
    }

    /**
     * Returns these options with a stated interval between displays. The default is 100 ms on a terminal, and 10 s per bar for plain
     * lines.
     *
     * @param time the shortest time between two displays; zero to display every report
     * @return a changed copy
     * @throws IllegalArgumentException if {@code time} is negative
     * @throws NullPointerException if {@code time} is null
     */
    public ProgressBarOptions interval(Duration time) {
        if (requireNonNull(time, "time").isNegative()) {
            throw new IllegalArgumentException("time [" + time + "] must not be negative; use zero for no limit");
        }
        return new ProgressBarOptions(terminal, ascii, width, time, bars);
    }

    /**
     * Returns these options with a stated number of bars that a terminal shows at the same time; the default is 8.
     *
     * @param most how many bars; if more are in progress, a last line has the number of the others
     * @return a changed copy
     * @throws IllegalArgumentException if {@code most} is not between 1 and 100
     */
    public ProgressBarOptions bars(int most) {
        if (most < 1 || most > MAX_BARS) {
            throw new IllegalArgumentException("most [" + most + "] must be between 1 and " + MAX_BARS);
        }
        return new ProgressBarOptions(terminal, ascii, width, interval, most);
    }

    boolean isTerminal(Appendable out) {
        return terminal == null ? OutputProbe.isTerminal(out) : terminal;
    }

    BarLine line(Appendable out) {
        return new BarLine(
                width == null ? OutputProbe.columns(MIN_WIDTH, MAX_WIDTH) : width,
                ascii == null ? !OutputProbe.canEncodeBlocks(out) : ascii);
    }

    long intervalNanos(Duration standard) {
        Duration stated = interval == null ? standard : interval;
        return stated.compareTo(LONGEST) < 0 ? stated.toNanos() : LONGEST.toNanos();
    }

    int maxBars() {
        return bars;
    }
}
