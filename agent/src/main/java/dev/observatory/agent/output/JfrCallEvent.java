package dev.observatory.agent.output;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One call of an event in a flight recording. */
@Name("dev.observatory.Event")
@Label("Event")
@Description("One call of a method that is tagged @Event or was named to the Observatory agent")
@Category("Observatory")
@StackTrace(false)
final class JfrCallEvent extends Event {
    @Label("Name")
    @Nullable
    String name;

    @Label("Class")
    @Nullable
    Class<?> declaringClass;

    @Label("Status")
    @Description("COMPLETED or CRASHED")
    @Nullable
    String status;

    @Label("Tags")
    @Nullable
    String tags;

    @Label("Exception")
    @Description("The class of what the method threw")
    @Nullable
    Class<?> exception;

    @Label("Call")
    @Description("The number of the call")
    long callId;

    @Label("Parent Call")
    @Description("The number of the observed call around this one; 0 if there is none")
    long parentId;

    @Label("Caller")
    @Description("The thread that made the call, which may have ended on another")
    @Nullable
    Thread caller;
}
