package dev.observatory.weave;

import dev.observatory.attribute.Assignment;
import dev.observatory.attribute.AttributeWeaving;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One assignment as a function from names of properties to values of JDK types. See {@link AgentBridge#observeAssignments}. */
record AssignmentFacts(Assignment<?> assignment) implements Function<String, @Nullable Object> {

    /** Initializes this class: the first assignment may be reported when the stack is nearly exhausted. */
    static void prepare() {}

    @Override
    public @Nullable Object apply(String fact) {
        return switch (fact) {
            case "name" -> assignment.name();
            case "label" -> assignment.attribute().owner().getName() + "." + assignment.name();
            case "field" -> AttributeWeaving.field(assignment.attribute());
            case "instance" -> assignment.instance();
            case "oldValue" -> assignment.oldValue();
            case "newValue" -> assignment.newValue();
            default -> null;
        };
    }
}
