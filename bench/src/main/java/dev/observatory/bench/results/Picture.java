package dev.observatory.bench.results;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A bar chart of one section's measures on a logarithmic scale, starting at the line that means equal. The bars show peers as
 * a multiple of Observatory; if all measures have the same peer, Observatory as a multiple of it; and if most measures
 * have no peer, the share of the goal used.
 */
public final class Picture {
    private static final int WIDTH = 1070;
    private static final int ROW = 20;
    private static final int TOP = 48;
    private static final int MOST_ROWS = 40;
    private static final double WIDTH_OF_LETTER = 6.3;
    /** The lower end of the scale, in powers of ten: a logarithmic scale has no zero. */
    private static final double LEAST = -3;

    private static final String GOOD = "#2a7f62";
    private static final String BAD = "#b5532a";

    private final StringBuilder svg = new StringBuilder();
    private final List<Bar> bars;
    private final int labels;
    private final int middle;
    private final double perPower;

    /**
     * One bar.
     *
     * @param work the workload
     * @param peer the peer; empty if none
     * @param times the length of the bar, as a factor
     * @param isGood whether Observatory is ahead or the goal is met
     */
    private record Bar(String work, String peer, double times, boolean isGood) {
        double powers() {
            return Math.max(LEAST, Math.log10(times));
        }

        String label() {
            return peer.isEmpty() ? work : work + " — " + peer;
        }
    }

    private Picture(List<Bar> bars) {
        this.bars = bars;
        int longest = bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0);
        labels = (int) (longest * WIDTH_OF_LETTER) + 30;
        double left =
                Math.max(0.15, -bars.stream().mapToDouble(Bar::powers).min().orElse(0));
        double right =
                Math.max(0.15, bars.stream().mapToDouble(Bar::powers).max().orElse(0));
        int space = WIDTH - labels - 140; // Room for the number beside each bar.
        perPower = space / (left + right);
        middle = labels + 70 + (int) Math.round(left * perPower);
    }

    /**
     * Draws the chart.
     *
     * @param section the section named in the title
     * @param note the subtitle: where and when the section was measured
     * @param measures the section's measures; if there are too many, only those with goals are drawn
     * @return an SVG document; empty if no measure has a peer or goal
     */
    public static String of(String section, String note, List<Measure> measures) {
        List<Measure> beside = measures.stream()
                .filter(measure -> measure.peer() != null && measure.ratio() > 0)
                .toList();
        long alone = measures.stream()
                .filter(measure -> measure.peer() == null && measure.goal() != null)
                .count();
        TreeSet<String> peers = beside.stream().map(Measure::peer).collect(Collectors.toCollection(TreeSet::new));
        if (alone > beside.size()) {
            List<Bar> shares = measures.stream()
                    .filter(measure -> measure.goal() != null)
                    .map(Picture::share)
                    .toList();
            return new Picture(shares).draw(section + ": share of the goal used", note, "goal");
        }
        List<Measure> shown = beside.size() <= MOST_ROWS
                ? beside
                : beside.stream().filter(measure -> measure.goal() != null).toList();
        if (shown.isEmpty()) {
            return "";
        }
        if (peers.size() == 1) {
            String title = section + ": as a multiple of " + peers.first();
            return new Picture(bars(shown, false)).draw(title, note, peers.first());
        }
        return new Picture(bars(shown, true)).draw(section + ": peers as a multiple of ours", note, "ours");
    }

    private static List<Bar> bars(List<Measure> measures, boolean isTheirs) {
        List<Bar> bars = new ArrayList<>();
        for (Measure measure : measures) {
            String peer = isTheirs ? String.valueOf(measure.peer()) : "";
            double times = isTheirs ? 1 / measure.ratio() : measure.ratio();
            bars.add(new Bar(measure.work(), peer, times, measure.ratio() <= 1));
        }
        return bars;
    }

    private static Bar share(Measure measure) {
        Goal goal = requireNonNull(measure.goal(), "goal");
        double share =
                switch (goal.kind()) {
                    case OURS_AT_MOST -> goal.bound() == 0 ? 1 + measure.ours() : measure.ours() / goal.bound();
                    case RATIO_AT_MOST -> measure.ratio() / goal.bound();
                    case TIMES_BETTER -> measure.ratio() * goal.bound();
                };
        return new Bar(measure.work(), goal.toString(), share, share <= 1);
    }

    private String draw(String title, String note, String equal) {
        int bottom = TOP + ROW * bars.size();
        int height = bottom + 30;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, height, WIDTH, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, height);
        text(10, 18, "start", "font-size=\"15\" font-weight=\"bold\"", title);
        text(10, 35, "start", "fill=\"#666666\"", note);
        scale(bottom);
        String before = "";
        for (int row = 0; row < bars.size(); row++) {
            Bar bar = bars.get(row);
            bar(bar, bar.work().equals(before) ? bar.peer() : bar.label(), TOP + ROW * row);
            before = bar.work();
        }
        line(middle, bottom, "#333333");
        text(middle, bottom + 16, "middle", "fill=\"#333333\"", equal + " = 1");
        return svg.append("</svg>\n").toString();
    }

    /** Adds a faint line for each power of ten. */
    private void scale(int bottom) {
        for (int power = -3; power <= 5; power++) {
            int x = middle + (int) Math.round(power * perPower);
            if (power != 0 && x > labels && x < WIDTH - 20) {
                line(x, bottom, "#dddddd");
                String words =
                        power < 0 ? "1/" + Results.whole(Math.pow(10, -power)) : Results.whole(Math.pow(10, power));
                text(x, bottom + 16, "middle", "fill=\"#999999\"", words);
            }
        }
    }

    private void bar(Bar bar, String label, int y) {
        int length = (int) Math.max(1, Math.round(Math.abs(bar.powers()) * perPower));
        boolean isRight = bar.times() >= 1;
        int end = isRight ? middle + length : middle - length;
        text(labels - 8, y + 14, "end", "fill=\"#222222\"", label);
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                Math.min(middle, end), y + 3, length, ROW - 6, bar.isGood() ? GOOD : BAD);
        text(
                isRight ? end + 4 : end - 4,
                y + 14,
                isRight ? "start" : "end",
                "fill=\"#222222\"",
                Results.number(bar.times()) + "×");
    }

    private void line(int x, int bottom, String colour) {
        add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n", x, TOP - 4, x, bottom, colour);
    }

    private void text(int x, int y, String anchor, String style, String words) {
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>%n",
                x,
                y,
                anchor,
                style,
                words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
