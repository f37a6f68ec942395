package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/**
 * Methods with counts and durations of their calls.
 *
 * @param nanos the time since the table before it
 * @param rows the methods in the requested order
 */
public record MethodTable(long nanos, List<Row> rows) implements Response {
    static final String KIND = "table";

    /**
     * A method.
     *
     * @param method class and method
     * @param loader the name of the class loader of the class
     * @param calls the number of its calls
     * @param recentCalls the number of its calls since the table before
     * @param errors the number of its calls that threw
     * @param totalNanos the sum of its durations
     * @param p50Nanos the median of its durations
     * @param p99Nanos the 99th percentile of its durations
     * @param maxNanos the longest of its durations
     */
    public record Row(
            String method,
            String loader,
            long calls,
            long recentCalls,
            long errors,
            long totalNanos,
            long p50Nanos,
            long p99Nanos,
            long maxNanos) {}

    static MethodTable read(FieldReader in) throws ProtocolException {
        long nanos = in.readLong("nanos");
        int count = in.readCount();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(
                    in.readText(),
                    in.readText(),
                    in.readLong("calls"),
                    in.readLong("recentCalls"),
                    in.readLong("errors"),
                    in.readLong("totalNanos"),
                    in.readLong("p50Nanos"),
                    in.readLong("p99Nanos"),
                    in.readLong("maxNanos")));
        }
        return new MethodTable(nanos, rows);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void writeTo(FieldWriter out) throws ProtocolException {
        out.writeLong(nanos);
        out.writeInt(rows.size());
        for (Row row : rows) {
            out.writeText(row.method);
            out.writeText(row.loader);
            out.writeLong(row.calls);
            out.writeLong(row.recentCalls);
            out.writeLong(row.errors);
            out.writeLong(row.totalNanos);
            out.writeLong(row.p50Nanos);
            out.writeLong(row.p99Nanos);
            out.writeLong(row.maxNanos);
        }
    }
}
