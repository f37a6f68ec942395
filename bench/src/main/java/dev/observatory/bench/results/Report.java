package dev.observatory.bench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts kept results into documents, each between two lines of its own: after {@code <!-- figures: SECTION -->} all that was
 * found of a section, after {@code <!-- ratios: LIMITS -->} or {@code <!-- ratios: OTHERS -->} the ratios of a table of
 * {@link Headline}, up to {@code <!-- end of figures -->}. What stands there already is replaced.
 */
public final class Report {
    private static final Pattern PART =
            Pattern.compile("(?ms)^<!-- (?<kind>figures|ratios): (?<name>\\w+) -->$.*?^<!-- end of figures -->$");
    private static final int MOST_ROWS = 24;

    private final TreeMap<String, ResultFile> files;
    private final String folder;

    /**
     * Writes nothing yet.
     *
     * @param files results by the names of their files without the ending, for example {@code jdk17}
     * @param folder the place of these files and their pictures, as seen from the documents, with a slash at its end
     */
    public Report(Map<String, ResultFile> files, String folder) {
        this.files = new TreeMap<>(files);
        this.folder = folder;
    }

    /**
     * Fills a document.
     *
     * @param document its text
     * @return the text with the figures
     * @throws IllegalArgumentException if it has no place for figures, or asks for a table that there is not
     */
    public String fill(String document) {
        Matcher part = PART.matcher(document);
        StringBuilder filled = new StringBuilder();
        int places = 0;
        while (part.find()) {
            places++;
            String kind = part.group("kind");
            String name = part.group("name");
            String figures = kind.equals("figures") ? section(name) : ratios(Headline.Table.valueOf(name));
            String text = "<!-- " + kind + ": " + name + " -->\n" + figures + "<!-- end of figures -->";
            part.appendReplacement(filled, Matcher.quoteReplacement(text));
        }
        if (places == 0) {
            throw new IllegalArgumentException(
                    "No place for figures found; a line [<!-- figures: SECTION -->] and a line [<!-- end of figures -->] make one");
        }
        return part.appendTail(filled).toString();
    }

    private String section(String name) {
        StringBuilder text = new StringBuilder();
        files.forEach((file, results) -> {
            ResultFile.SectionRun run = results.sections().get(name);
            if (run != null) {
                text.append('\n').append(heading(run)).append(":\n\n");
                tables(text, run.measures());
                if (!Picture.of(name, "", run.measures()).isEmpty()) {
                    text.append("\n![")
                            .append(name)
                            .append("](")
                            .append(picture(file, name))
                            .append(")\n");
                }
            }
        });
        return text.isEmpty()
                ? "\nNot measured yet: `scripts/bench " + name + "`.\n\n"
                : text.append('\n').toString();
    }

    private String picture(String file, String section) {
        return folder + file + "-" + section + ".svg";
    }

    private static String heading(ResultFile.SectionRun run) {
        return "JDK " + run.jdk() + "; " + run.machine() + "; " + run.date().substring(0, 10)
                + (run.quick() ? "; a quick run" : "");
    }

    /** Of many rows, those without goals are folded away. */
    private static void tables(StringBuilder text, List<Measure> measures) {
        List<Measure> wanted =
                measures.stream().filter(measure -> measure.goal() != null).toList();
        if (measures.size() <= MOST_ROWS || wanted.isEmpty()) {
            table(text, measures);
            return;
        }
        table(text, wanted);
        List<Measure> rest =
                measures.stream().filter(measure -> measure.goal() == null).toList();
        if (!rest.isEmpty()) {
            text.append("\n<details><summary>").append(rest.size()).append(" more</summary>\n\n");
            table(text, rest);
            text.append("\n</details>\n");
        }
    }

    private static void table(StringBuilder text, List<Measure> measures) {
        text.append(
                "| work | ours | beside | theirs | ours / theirs (rounds) | goal | |\n|---|---|---|---|---|---|---|\n");
        for (Measure measure : measures) {
            String peer = measure.peer();
            Boolean isMet = measure.isMet();
            row(
                    text,
                    measure.work(),
                    Results.number(measure.ours()) + " " + measure.unit(),
                    peer == null ? "" : peer,
                    peer == null ? "" : Results.number(measure.theirs()) + " " + measure.unit(),
                    ratio(measure),
                    measure.goal() == null ? "" : measure.goal().toString(),
                    isMet == null ? "" : isMet ? "met" : "**not met**");
        }
    }

    private static String ratio(Measure measure) {
        if (measure.peer() == null) {
            return measure.spread();
        }
        return Results.number(measure.ratio()) + " (" + measure.spread() + ")";
    }

    /** One row for each headline that somebody measured, one column for each file. */
    private String ratios(Headline.Table table) {
        StringBuilder text = new StringBuilder("\n");
        List<String> titles = new ArrayList<>(List.of("work", table.column()));
        files.forEach((file, results) -> titles.add("JDK " + file.replaceAll("\\D", "")));
        row(text, titles.toArray(new String[0]));
        row(text, titles.stream().map(title -> "---").toArray(String[]::new));
        int rows = 0;
        for (Headline headline : Headline.ALL) {
            List<String> cells = new ArrayList<>(List.of(headline.section() + ": " + headline.work(), headline.peer()));
            boolean isMeasured = false;
            for (ResultFile results : files.values()) {
                String cell =
                        headline.find(results.measures()).map(headline::figure).orElse("");
                isMeasured |= !cell.isEmpty();
                cells.add(cell);
            }
            if (headline.table() == table && isMeasured) {
                row(text, cells.toArray(new String[0]));
                rows++;
            }
        }
        return rows == 0
                ? "\nNot measured yet: `scripts/bench`.\n\n"
                : text.append('\n').toString();
    }

    private static void row(StringBuilder text, String... cells) {
        text.append("| ");
        for (String cell : cells) {
            text.append(cell.replace("|", "\\|")).append(" | ");
        }
        text.setLength(text.length() - 1);
        text.append('\n');
    }
}
