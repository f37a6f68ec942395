package dev.observatory.agent.output;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One assignment to an observable field in a flight recording. */
@Name("dev.observatory.Assignment")
@Label("Assignment")
@Description("One assignment to a field that is tagged @ObservableAttr or was named to the Observatory agent")
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
    @Description("What the field held before, if assigned values were asked for")
    @Nullable
    String oldValue;

    @Label("New Value")
    @Description("What was assigned, if assigned values were asked for")
    @Nullable
    String newValue;
}
