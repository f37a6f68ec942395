package dev.observatory.agent.library;

import java.lang.reflect.Field;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A typed view of one assignment, as a library instance reports it. The only place that knows the names of its facts on the agent's
 * side.
 *
 * @param facts the values by name; see {@link dev.observatory.weave.AgentBridge#observeAssignments}
 */
public record AssignmentView(Function<String, @Nullable Object> facts) {

    /**
     * Returns the field.
     *
     * @return the field
     */
    public Field field() {
        Object field = facts.apply("field");
        if (field == null) {
            throw new IllegalStateException(
                    "The library does not provide the fact [field] of an assignment; use a library of the"
                            + " agent's version");
        }
        return (Field) field;
    }

    /**
     * Returns the name of the field after that of its class.
     *
     * @return both, separated by a dot
     */
    public String label() {
        return field().getDeclaringClass().getName() + "." + field().getName();
    }

    /**
     * Returns the value before the assignment.
     *
     * @return null if that was null
     */
    public @Nullable Object oldValue() {
        return facts.apply("oldValue");
    }

    /**
     * Returns the assigned value.
     *
     * @return null if that is null
     */
    public @Nullable Object newValue() {
        return facts.apply("newValue");
    }
}
