package dev.observatory.agent.output;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An assignment to an observable field in a flight recording. */
@Name("dev.observatory.Assignment")
@Label("Assignment")
@Description(
        "An assignment to a field that is tagged @ObservableAttr or selected by a pattern of the Observatory agent")
@Category("Observatory")
@StackTrace(false)
final class JfrAssignmentEvent extends Event {
    @Label("Name")
    @Nullable
    String name;

    @Label("Class")
    @Nullable
    Class<?> declaringClass;

    @Label("Old Value")
    @Description("The value before the assignment, if values=assigned is set")
    @Nullable
    String oldValue;

    @Label("New Value")
    @Description("The assigned value, if values=assigned is set")
    @Nullable
    String newValue;
}
