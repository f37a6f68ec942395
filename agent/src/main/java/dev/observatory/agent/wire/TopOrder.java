package dev.observatory.agent.wire;

import java.net.ProtocolException;
import java.util.Locale;

/** The order of methods in a table: descending by one of its numbers. */
public enum TopOrder {
    /** The sum of the durations of all calls. */
    TOTAL,
    /** The number of calls since the table before. */
    CALLS,
    /** The number of calls that threw. */
    ERRORS,
    /** The 99th percentile of the durations. */
    P99;

    /**
     * Returns what it is called on the command line.
     *
     * @return a word in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TopOrder read(FieldReader in) throws ProtocolException {
        String word = in.readText();
        for (TopOrder order : values()) {
            if (order.word().equals(word)) {
                return order;
            }
        }
        throw new ProtocolException("Order [" + word + "] of a table is unknown");
    }
}
