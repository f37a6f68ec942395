package dev.observatory.agent.output;

import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.text.TextEscaper;
import dev.observatory.agent.value.ValueFormatter;
import java.util.Map;

/** One line of the log. Of the program's values it has those that were asked for, as {@link ValueFormatter} shows them. */
final class LogLineFormatter {
    private final OutputConfig options;
    private final ValueFormatter values;

    LogLineFormatter(OutputConfig options) {
        this.options = options;
        this.values = options.valueText();
    }

    String of(CallView event) {
        StringBuilder line = new StringBuilder(TextEscaper.literal(event.label()));
        Throwable exception = event.exception();
        if (exception == null) {
            line.append(" completed in ");
        } else {
            line.append(" crashed with ").append(thrown(exception)).append(" after ");
        }
        line.append(DurationText.of(event.nanos())).append(", call ").append(event.callId());
        if (event.parentId() != 0) {
            line.append(" in ").append(event.parentId());
        }
        line.append(", thread ").append(threadName(event.thread()));
        Map<String, ?> tags = event.tags();
        if (!tags.isEmpty()) {
            line.append(", tags ").append(values.facts(event.tags()));
        }
        if (options.shows(OutputConfig.Shown.ARGS)) {
            line.append(", args ").append(values.arguments(event.action(), event.arguments()));
        }
        if (options.shows(OutputConfig.Shown.RESULT) && exception == null) {
            line.append(", result ").append(values.result(event.action(), event.result()));
        }
        return line.toString();
    }

    String of(AssignmentView assignment) {
        StringBuilder line = new StringBuilder(TextEscaper.literal(assignment.label())).append(" assigned");
        if (options.shows(OutputConfig.Shown.ASSIGNED)) {
            line.append(", from ")
                    .append(values.assigned(assignment.field(), assignment.oldValue()))
                    .append(" to ")
                    .append(values.assigned(assignment.field(), assignment.newValue()));
        }
        return line.append(", thread ")
                .append(threadName(Thread.currentThread()))
                .toString();
    }

    /** The class always; the message is the program's to make, and may hold values. */
    private String thrown(Throwable exception) {
        return options.shows(OutputConfig.Shown.EXCEPTION)
                ? values.of(exception)
                : TextEscaper.literal(exception.getClass().getName());
    }

    private static String threadName(Thread thread) {
        String name = thread.getName();
        return name.isEmpty() ? "without a name" : TextEscaper.literal(name);
    }
}
