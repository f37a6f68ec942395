package dev.observatory.bench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes stored results into documents, between marker lines: after {@code <!-- figures: SECTION -->} all measures of a
 * section, after {@code <!-- ratios: LIMITS -->} or {@code <!-- ratios: OTHERS -->} a table of {@link Headline}s, up to
 * {@code <!-- end of figures -->}. Replaces the previous content.
 */
public final class Report {
    private static final Pattern PART =
            Pattern.compile("(?ms)^<!-- (?<kind>figures|ratios): (?<name>\\w+) -->$.*?^<!-- end of figures -->$");
    private static final int MOST_ROWS = 24;

    private final TreeMap<String, ResultFile> files;
    private final String folder;

    /**
     * Creates a report.
     *
     * @param files the results by file name without extension, for example {@code jdk17}
     * @param folder the path from the documents to the results folder, with a trailing slash
     */
    public Report(Map<String, ResultFile> files, String folder) {
        this.files = new TreeMap<>(files);
        this.folder = folder;
    }

    /**
     * Replaces the content of all marked blocks of a document.
     *
     * @param document the text of the document
     * @return the text with current figures
     * @throws IllegalArgumentException if the document has no marked block or names an unknown table
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
                    "No block for figures found; add the lines [<!-- figures: SECTION -->] and [<!-- end of figures -->]");
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

    /** If there are many rows, collapses those without goals. */
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
                "| work | ours | compared with | theirs | ours / theirs (rounds) | goal | |\n|---|---|---|---|---|---|---|\n");
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

    /** Returns one row per measured headline, one column per results file. */
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
