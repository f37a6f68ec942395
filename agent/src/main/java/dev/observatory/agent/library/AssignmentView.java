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
     * Returns the class that declares the field.
     *
     * @return the class
     */
    public Class<?> owner() {
        return (Class<?>) get("owner");
    }

    /**
     * Returns the name of the field.
     *
     * @return the name
     */
    public String name() {
        return (String) get("name");
    }

    /**
     * Returns the field.
     *
     * @return null if reflection refuses its class
     */
    public @Nullable Field field() {
        return (Field) facts.apply("field");
    }

    /**
     * Returns whether the values must not be shown, because the field is annotated and reflection refuses its class.
     *
     * @return false for nearly all assignments
     */
    public boolean hidesValues() {
        return Boolean.TRUE.equals(facts.apply("hidesValues"));
    }

    private Object get(String fact) {
        Object value = facts.apply(fact);
        if (value == null) {
            throw new IllegalStateException("The library does not provide the fact [" + fact
                    + "] of an assignment; use a library of the agent's version");
        }
        return value;
    }

    /**
     * Returns the name of the field after that of its class.
     *
     * @return both, separated by a dot
     */
    public String label() {
        return owner().getName() + "." + name();
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
