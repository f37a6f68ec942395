package dev.observatory.agent.output;

import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.library.LibraryObserver;
import dev.observatory.agent.library.WarmUpFacts;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.value.ValueFormatter;
import dev.observatory.weave.AgentBridge;
import java.util.function.Consumer;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Writes JFR events while a recording has them enabled. Otherwise no observer is connected, and woven code runs like plain code.
 */
final class JfrRecorder implements FlightRecorderListener {
    private final OutputConfig config;
    private final ValueFormatter values;
    private final LibraryObserver calls;
    private final LibraryObserver assignments;

    JfrRecorder(OutputConfig config, LibraryInstances libraries) {
        this.config = config;
        this.values = config.valueText();
        this.calls =
                // The events have times of their own, and no arguments.
                new LibraryObserver(
                        libraries, (library, made) -> made.accept(library.observeCalls(0, this::callBegins)));
        this.assignments = new LibraryObserver(
                libraries, (library, made) -> made.accept(library.observeAssignments(this::assigned)));
    }

    /** Waits for recordings, and joins one that is already running. */
    void start() {
        FlightRecorder.addListener(this);
        if (FlightRecorder.isInitialized()) {
            followRecordings();
        }
    }

    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        // Nothing to do: recordingStateChanged follows for its first recording.
    }

    @Override
    public void recordingStateChanged(Recording recording) {
        followRecordings();
    }

    /** Connects if a recording has an event enabled, and disconnects otherwise. */
    private synchronized void followRecordings() {
        try {
            follow(calls, JfrCallEvent.class);
            follow(assignments, JfrAssignmentEvent.class);
        } catch (RuntimeException | LinkageError failure) {
            AgentMessages.print("flight recordings will have no Observatory events: " + failure);
        }
    }

    private void follow(LibraryObserver observer, Class<? extends Event> type) {
        FlightRecorder.register(type);
        boolean isEnabled = EventType.getEventType(type).isEnabled();
        if (isEnabled && !observer.isConnected()) {
            warmUp();
            observer.connect();
        } else if (!isEnabled && observer.isConnected()) {
            observer.disconnect();
        }
    }

    /** Everything but the commit. */
    private void warmUp() {
        CallView sample = new CallView(new WarmUpFacts());
        callBegins(sample);
        fill(new JfrCallEvent(), sample);
        fill(new JfrAssignmentEvent(), new AssignmentView(new WarmUpFacts()));
    }

    String status() {
        if (calls.isConnected()) {
            return assignments.isConnected() ? "calls and assignments are recorded" : "calls are recorded";
        }
        return assignments.isConnected() ? "assignments are recorded" : "no flight recording has its events enabled";
    }

    void close() {
        FlightRecorder.removeListener(this);
        calls.disconnect();
        assignments.disconnect();
        FlightRecorder.unregister(JfrCallEvent.class);
        FlightRecorder.unregister(JfrAssignmentEvent.class);
    }

    private @Nullable Consumer<CallView> callBegins(CallView call) {
        JfrCallEvent event = new JfrCallEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return ended -> callEnded(event, ended);
    }

    private void callEnded(JfrCallEvent event, CallView call) {
        event.end();
        if (event.shouldCommit() && isSafe(call.isDescribed())) {
            fill(event, call);
            event.commit();
        }
    }

    private void assigned(AssignmentView assignment) {
        JfrAssignmentEvent event = new JfrAssignmentEvent();
        if (event.shouldCommit() && isSafe(true)) {
            fill(event, assignment);
            event.commit();
        }
    }

    /** A stack overflow while an event is being written would corrupt the recording. */
    private static boolean isSafe(boolean isDescribed) {
        return isDescribed ? AgentBridge.hasLittleStack() : AgentBridge.hasHeadroom(true);
    }

    private void fill(JfrCallEvent event, CallView call) {
        event.name = call.name();
        event.declaringClass = call.owner();
        event.status = call.hasCrashed() ? "CRASHED" : "COMPLETED";
        event.tags = call.tags().isEmpty() ? null : values.facts(call.tags()).toString();
        Throwable exception = call.exception();
        event.exception = exception == null ? null : exception.getClass();
        event.callId = call.callId();
        event.parentId = call.parentId();
        event.caller = call.thread();
    }

    private String assigned(AssignmentView assignment, @Nullable Object value) {
        return values.assigned(assignment.name(), assignment.field(), assignment.hidesValues(), value);
    }

    private void fill(JfrAssignmentEvent event, AssignmentView assignment) {
        event.name = assignment.name();
        event.declaringClass = assignment.owner();
        if (config.shows(OutputConfig.Shown.ASSIGNED)) {
            event.oldValue = assigned(assignment, assignment.oldValue());
            event.newValue = assigned(assignment, assignment.newValue());
        }
    }
}
