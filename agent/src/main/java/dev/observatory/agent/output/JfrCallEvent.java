package dev.observatory.agent.output;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A call of an event in a flight recording. */
@Name("dev.observatory.Event")
@Label("Event")
@Description("A call of a method that is tagged @Event or selected by a pattern of the Observatory agent")
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
    @Description("The class of the exception that the method threw")
    @Nullable
    Class<?> exception;

    @Label("Call")
    @Description("The number of the call")
    long callId;

    @Label("Parent Call")
    @Description("The number of the enclosing observed call; 0 if there is none")
    long parentId;

    @Label("Caller")
    @Description("The thread that made the call; it may have ended on another one")
    @Nullable
    Thread caller;
}
