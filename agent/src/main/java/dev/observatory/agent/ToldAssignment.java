package dev.observatory.agent;

import java.lang.reflect.Field;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One assignment, as a copy of the library tells it; see {@link dev.observatory.weave.AgentBridge#observeAssignments}. */
record ToldAssignment(Function<String, @Nullable Object> facts) {

    Field field() {
        Object field = facts.apply("field");
        if (field == null) {
            throw new IllegalStateException("that copy of the library does not tell [field]");
        }
        return (Field) field;
    }

    String label() {
        return field().getDeclaringClass().getName() + "." + field().getName();
    }

    @Nullable
    Object oldValue() {
        return facts.apply("oldValue");
    }

    @Nullable
    Object newValue() {
        return facts.apply("newValue");
    }
}
