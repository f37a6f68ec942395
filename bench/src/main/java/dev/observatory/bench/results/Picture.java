package dev.observatory.bench.results;

import java.util.List;
import java.util.Locale;

/** The measures of one section that have a peer, as bars: how many times as long as ours theirs takes, on a logarithmic scale. */
public final class Picture {
    private static final int LABELS = 540;
    private static final int WIDTH = 1070;
    private static final int ROW = 20;
    private static final int TOP = 44;

    private Picture() {}

    /**
     * Draws.
     *
     * @param section named in the title
     * @param note under the title: where and when this was measured
     * @param measures those of the section
     * @return an SVG document; empty if no measure has a peer
     */
    public static String of(String section, String note, List<Measure> measures) {
        List<Measure> shown = measures.stream()
                .filter(measure -> measure.peer() != null && measure.ratio() > 0)
                .toList();
        if (shown.isEmpty()) {
            return "";
        }
        double most = shown.stream()
                .mapToDouble(measure -> Math.abs(Math.log10(measure.ratio())))
                .max()
                .orElse(1);
        double scale = Math.max(most, Math.log10(2));
        int height = TOP + ROW * shown.size() + 30;
        int middle = LABELS + (WIDTH - LABELS) / 3;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                height,
                WIDTH,
                height));
        svg.append(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, height));
        text(
                svg,
                10,
                18,
                "start",
                "font-size=\"15\" font-weight=\"bold\"",
                section + ": theirs, as a multiple of ours");
        text(svg, 10, 35, "start", "fill=\"#666666\"", note);
        int y = TOP;
        for (Measure measure : shown) {
            bar(svg, measure, y, middle, scale);
            y += ROW;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#333333\"/>%n",
                middle,
                TOP - 4,
                middle,
                y));
        text(svg, middle, y + 16, "middle", "fill=\"#333333\"", "ours = 1");
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Measure measure, int y, int middle, double scale) {
        double times = 1 / measure.ratio();
        boolean isBetter = times >= 1;
        int room = isBetter ? WIDTH - middle - 60 : middle - LABELS - 50;
        int length = (int) Math.max(1, Math.round(Math.abs(Math.log10(times)) / scale * room));
        text(svg, LABELS - 8, y + 14, "end", "fill=\"#222222\"", measure.work() + " — " + measure.peer());
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                isBetter ? middle : middle - length,
                y + 3,
                length,
                ROW - 6,
                isBetter ? "#2a7f62" : "#b5532a"));
        text(
                svg,
                isBetter ? middle + length + 4 : middle - length - 4,
                y + 14,
                isBetter ? "start" : "end",
                "fill=\"#222222\"",
                Results.number(times) + "×");
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String style, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>%n",
                x,
                y,
                anchor,
                style,
                words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }
}
