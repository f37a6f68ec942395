package dev.observatory.agent.config;

import dev.observatory.agent.value.RedactionRules;
import dev.observatory.agent.value.ValueFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The configuration of the agent's own outputs, which need no code.
 *
 * @param outputs where events go; empty for nowhere
 * @param level the log level
 * @param minNanos the minimum duration of logged calls, in nanoseconds
 * @param rate the maximum number of log lines per second
 * @param values which of the program's values are shown
 * @param redact names of values that are redacted too; with a leading minus, not redacted
 * @param callsToString whether to format values with {@code toString()}, which executes application code
 */
public record OutputConfig(
        Set<Output> outputs,
        System.Logger.Level level,
        long minNanos,
        int rate,
        Set<Shown> values,
        List<String> redact,
        boolean callsToString) {
    static final int DEFAULT_RATE = 1000;
    static final OutputConfig NONE =
            new OutputConfig(Set.of(), System.Logger.Level.INFO, 0, DEFAULT_RATE, Set.of(), List.of(), false);

    /** Where events can go. What implements each is registered in the package {@code output}. */
    public enum Output {
        /** The program's log. */
        LOG,
        /** Flight recordings. */
        JFR;

        /**
         * Returns what it is called in settings.
         *
         * @return a word in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The program's values that can be shown. */
    public enum Shown {
        /** The arguments of calls. */
        ARGS,
        /** The results of calls. */
        RESULT,
        /** The messages of exceptions. */
        EXCEPTION,
        /** The old and new values of fields. */
        ASSIGNED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Returns whether there is any output.
     *
     * @return whether events are to be observed
     */
    public boolean isAny() {
        return !outputs.isEmpty();
    }

    /**
     * Returns whether values are shown.
     *
     * @param what which values
     * @return whether they may appear in outputs
     */
    public boolean shows(Shown what) {
        return values.contains(what);
    }

    /**
     * Returns the formatter of the values that are shown.
     *
     * @return a formatter that applies the redaction rules
     */
    public ValueFormatter valueText() {
        RedactionRules redaction = RedactionRules.standard().changedBy(redact);
        return callsToString ? ValueFormatter.unsafe(redaction) : ValueFormatter.of(redaction);
    }
}
