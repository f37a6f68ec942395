package dev.observatory.agent.config;

import dev.observatory.agent.value.RedactionRules;
import dev.observatory.agent.value.ValueFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the agent itself observes, for who starts it and writes no code.
 *
 * @param outputs where events go; empty for nowhere
 * @param level how urgent the lines of the log are
 * @param minNanos how long a call must have taken to be logged
 * @param rate how many lines a second to log at most
 * @param values what may be shown of the program's values
 * @param redact names whose values are secret too; with a minus before it, not secret
 * @param callsToString whether to ask values for their own text
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

    /** What of the program's values can be asked for. */
    public enum Shown {
        ARGS,
        RESULT,
        EXCEPTION,
        ASSIGNED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isAny() {
        return !outputs.isEmpty();
    }

    public boolean shows(Shown what) {
        return values.contains(what);
    }

    public ValueFormatter valueText() {
        RedactionRules redaction = RedactionRules.standard().changedBy(redact);
        return callsToString ? ValueFormatter.unsafe(redaction) : ValueFormatter.of(redaction);
    }
}
