package dev.observatory.agent.corpus;

import dev.observatory.agent.corpus.CorpusTally.Count;
import dev.observatory.agent.corpus.CorpusWeaver.Occasion;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Formats the results of a corpus as a table. */
final class CorpusTable {
    private final StringBuilder text = new StringBuilder();

    private CorpusTable() {}

    /** Creates a table with one column per tally; the last is the sum, whose reasons and faults are listed. */
    static String of(Occasion occasion, List<CorpusTally> tallies, CorpusWeaver weaver) {
        CorpusTable table = new CorpusTable();
        CorpusTally total = tallies.get(tallies.size() - 1);
        table.line(String.format(Locale.ROOT, "%-40s", occasion.label) + columns(tallies, CorpusTally::name));
        for (Count count : Count.values()) {
            table.line(String.format(Locale.ROOT, "%-40s", count.label)
                    + columns(tallies, tally -> String.format(Locale.ROOT, "%,d", tally.get(count))));
        }
        table.line("");
        table.line(String.format(
                Locale.ROOT,
                "weaving alone, classes in a second of one core: %,d cold, %,d warm",
                weaver.coldClassesPerSecond(),
                weaver.warmClassesPerSecond()));
        table.reasons("unweavable", total.reasons());
        table.reasons("set apart", total.reasonsApart());
        total.faults().forEach(fault -> table.line("fault: " + fault));
        table.line("");
        return table.text.toString();
    }

    private interface Cell {
        String of(CorpusTally tally);
    }

    private static String columns(List<CorpusTally> tallies, Cell cell) {
        StringBuilder columns = new StringBuilder();
        tallies.forEach(tally -> columns.append(String.format(Locale.ROOT, "%13s", cell.of(tally))));
        return columns.toString();
    }

    private void reasons(String what, Map<String, Integer> reasons) {
        reasons.forEach((reason, times) -> line(String.format(Locale.ROOT, "%s: %,7d  %s", what, times, reason)));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
