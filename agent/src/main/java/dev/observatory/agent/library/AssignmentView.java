package dev.observatory.agent.library;

import java.lang.reflect.Field;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One assignment, as a copy of the library tells it; see {@link dev.observatory.weave.AgentBridge#observeAssignments}. */
public record AssignmentView(Function<String, @Nullable Object> facts) {

    public Field field() {
        Object field = facts.apply("field");
        if (field == null) {
            throw new IllegalStateException("that copy of the library does not tell [field]");
        }
        return (Field) field;
    }

    public String label() {
        return field().getDeclaringClass().getName() + "." + field().getName();
    }

    @Nullable
    public Object oldValue() {
        return facts.apply("oldValue");
    }

    @Nullable
    public Object newValue() {
        return facts.apply("newValue");
    }
}
