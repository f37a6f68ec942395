package dev.observatory.weave;

import dev.observatory.attribute.Assignment;
import dev.observatory.attribute.AttributeWeaving;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One assignment, told in types of the JDK: asked by the name of a fact. See {@link AgentBridge#observeAssignments}. */
record AssignmentFacts(Assignment<?> assignment) implements Function<String, @Nullable Object> {

    /** Initialises this class: the first that is told may come when the stack is nearly used up. */
    static void prepare() {}

    @Override
    public @Nullable Object apply(String fact) {
        return switch (fact) {
            case "name" -> assignment.name();
            case "label" -> assignment.attribute().owner().getName() + "." + assignment.name();
            case "field" -> AttributeWeaving.field(assignment.attribute());
            case "instance" -> assignment.target();
            case "oldValue" -> assignment.oldValue();
            case "newValue" -> assignment.newValue();
            default -> null;
        };
    }
}
