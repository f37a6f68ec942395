package dev.observatory.weave;

import dev.observatory.attribute.Assignment;
import dev.observatory.attribute.AttributeWeaving;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The facts of one assignment, by name, in JDK types. See {@link AgentBridge#observeAssignments}. */
record AssignmentFacts(Assignment<?> assignment) implements Function<String, @Nullable Object> {

    /** Initializes this class early: the first emission may occur near the end of the stack. */
    static void prepare() {}

    @Override
    public @Nullable Object apply(String fact) {
        return switch (fact) {
            case "name" -> assignment.name();
            case "label" -> assignment.attribute().owner().getName() + "." + assignment.name();
            case "field" -> AttributeWeaving.field(assignment.attribute());
            case "owner" -> assignment.attribute().owner();
            case "hidesValues" -> AttributeWeaving.hidesValues(assignment.attribute());
            case "instance" -> assignment.target();
            case "oldValue" -> assignment.oldValue();
            case "newValue" -> assignment.newValue();
            default -> null;
        };
    }
}
