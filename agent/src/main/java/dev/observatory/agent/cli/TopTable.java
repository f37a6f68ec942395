package dev.observatory.agent.cli;

import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.wire.MethodTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table of methods, for people and as JSON. Names the class loaders of methods that are in it several times. */
final class TopTable {
    /** With fewer columns there is no room for all numbers. */
    private static final int WIDE = 80;

    private final MethodTable methods;
    private final Set<String> ambiguous = new HashSet<>();

    TopTable(MethodTable methods) {
        this.methods = methods;
        Set<String> names = new HashSet<>();
        for (MethodTable.Row row : methods.rows()) {
            if (!names.add(row.method())) {
                ambiguous.add(row.method());
            }
        }
    }

    /** Returns the table for a terminal with as many columns; 0 if there is none. */
    TextTable forWidth(int columns) {
        return columns == 0 || columns >= WIDE ? wide() : narrow();
    }

    private TextTable wide() {
        TextTable table = new TextTable("CALLS/S", "CALLS", "ERRORS", "TOTAL", "P50", "P99", "MAX", "METHOD");
        for (MethodTable.Row row : methods.rows()) {
            table.add(
                    Long.toString(callsPerSecond(row)),
                    Long.toString(row.calls()),
                    Long.toString(row.errors()),
                    DurationText.of(row.totalNanos()),
                    DurationText.of(row.p50Nanos()),
                    DurationText.of(row.p99Nanos()),
                    DurationText.of(row.maxNanos()),
                    nameOf(row));
        }
        return table;
    }

    private TextTable narrow() {
        TextTable table = new TextTable("CALLS/S", "P99", "METHOD");
        for (MethodTable.Row row : methods.rows()) {
            table.add(Long.toString(callsPerSecond(row)), DurationText.of(row.p99Nanos()), nameOf(row));
        }
        return table;
    }

    private String nameOf(MethodTable.Row row) {
        return ambiguous.contains(row.method()) ? row.loader() + "/" + row.method() : row.method();
    }

    Map<String, Object> jsonFields() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (MethodTable.Row row : methods.rows()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("method", row.method());
            one.put("loader", row.loader());
            one.put("calls", row.calls());
            one.put("callsPerSecond", callsPerSecond(row));
            one.put("errors", row.errors());
            one.put("totalNanos", row.totalNanos());
            one.put("p50Nanos", row.p50Nanos());
            one.put("p99Nanos", row.p99Nanos());
            one.put("maxNanos", row.maxNanos());
            all.add(one);
        }
        return Map.of("methods", all);
    }

    private long callsPerSecond(MethodTable.Row row) {
        return Math.round(row.recentCalls() * 1e9 / methods.nanos());
    }
}
