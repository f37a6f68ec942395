package dev.observatory.agent.output;

import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.value.ValueFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Formats lines of the log, of at most {@value #MAX_CHARACTERS} characters. Values of the program appear if they are configured, in the form
 * of {@link ValueFormatter}.
 */
final class LogLineFormatter {
    static final int MAX_CHARACTERS = 1_000;

    private final OutputConfig config;
    private final ValueFormatter values;

    LogLineFormatter(OutputConfig config) {
        this.config = config;
        this.values = config.valueText();
    }

    String format(CallView call) {
        StringBuilder line = new StringBuilder(TextEscaper.literal(call.label()));
        Throwable exception = call.exception();
        if (exception == null) {
            line.append(" completed in ");
        } else {
            line.append(" crashed with ").append(thrown(exception)).append(" after ");
        }
        line.append(DurationText.of(call.nanos())).append(", call ").append(call.callId());
        if (call.parentId() != 0) {
            line.append(" in ").append(call.parentId());
        }
        line.append(", thread ").append(threadName(call.thread()));
        Map<String, ?> tags = call.tags();
        if (!tags.isEmpty()) {
            line.append(", tags ").append(values.facts(call.tags()));
        }
        if (config.shows(OutputConfig.Shown.ARGS)) {
            line.append(", args ").append(values.arguments(call.action(), call.hidesValues(), call.arguments()));
        }
        if (config.shows(OutputConfig.Shown.RESULT) && exception == null) {
            line.append(", result ")
                    .append(values.result(call.action(), call.method(), call.hidesValues(), call.result()));
        }
        return bounded(line);
    }

    /** Cuts a line that is too long; what identifies the call is at its beginning. */
    private static String bounded(StringBuilder line) {
        if (line.length() > MAX_CHARACTERS) {
            int end = MAX_CHARACTERS - 1;
            line.setLength(Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
            line.append('…');
        }
        return line.toString();
    }

    String format(AssignmentView assignment) {
        StringBuilder line = new StringBuilder(TextEscaper.literal(assignment.label())).append(" assigned");
        if (config.shows(OutputConfig.Shown.ASSIGNED)) {
            line.append(", from ")
                    .append(assigned(assignment, assignment.oldValue()))
                    .append(" to ")
                    .append(assigned(assignment, assignment.newValue()));
        }
        return bounded(line.append(", thread ").append(threadName(Thread.currentThread())));
    }

    private String assigned(AssignmentView assignment, @Nullable Object value) {
        return values.assigned(assignment.name(), assignment.field(), assignment.hidesValues(), value);
    }

    /** Always the class. The message only if configured: it may contain values of the program. */
    private String thrown(Throwable exception) {
        return config.shows(OutputConfig.Shown.EXCEPTION)
                ? values.of(exception)
                : TextEscaper.literal(exception.getClass().getName());
    }

    private static String threadName(Thread thread) {
        String name = thread.getName();
        return name.isEmpty() ? "without a name" : TextEscaper.literal(name);
    }
}
