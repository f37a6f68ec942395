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
import java.lang.reflect.Executable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Writes calls and assignments to flight recordings, while there is one that wants them: else nobody observes, and woven code runs
 * like plain code. The first class that loads the flight recorder, which not every runtime has.
 */
final class JfrOutput implements FlightRecorderListener {
    private final OutputConfig options;
    private final ValueFormatter values;
    private final LibraryObserver calls;
    private final LibraryObserver assignments;

    private JfrOutput(OutputConfig options, LibraryInstances copies) {
        this.options = options;
        this.values = options.valueText();
        this.calls = new LibraryObserver(copies, copy -> List.of(copy.observeCalls(this::begun)));
        this.assignments = new LibraryObserver(copies, copy -> List.of(copy.observeAssignments(this::assigned)));
    }

    /** Waits for recordings, and joins one that is running already. */
    static JfrOutput waiting(OutputConfig options, LibraryInstances copies) {
        JfrOutput recording = new JfrOutput(options, copies);
        FlightRecorder.addListener(recording);
        if (FlightRecorder.isInitialized()) {
            recording.follow();
        }
        return recording;
    }

    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        // Its first recording is told below.
    }

    @Override
    public void recordingStateChanged(Recording recording) {
        follow();
    }

    /** Listens if some recording wants events, and not otherwise. */
    private synchronized void follow() {
        try {
            turn(calls, JfrCallEvent.class);
            turn(assignments, JfrAssignmentEvent.class);
        } catch (RuntimeException | LinkageError failure) {
            AgentMessages.print("flight recordings will have no events of ours: " + failure);
        }
    }

    private void turn(LibraryObserver connections, Class<? extends jdk.jfr.Event> type) {
        FlightRecorder.register(type);
        boolean isWanted = EventType.getEventType(type).isEnabled();
        if (isWanted && !connections.isOn()) {
            rehearse();
            connections.on();
        } else if (!isWanted && connections.isOn()) {
            connections.off();
        }
    }

    /** All but writing anything. */
    private void rehearse() {
        WarmUpFacts sample = new WarmUpFacts();
        begun(sample);
        fill(new JfrCallEvent(), new CallView(sample));
        fill(new JfrAssignmentEvent(), new AssignmentView(sample));
    }

    String status() {
        if (calls.isOn()) {
            return assignments.isOn() ? "calls and assignments are recorded" : "calls are recorded";
        }
        return assignments.isOn() ? "assignments are recorded" : "no flight recording wants events";
    }

    /** Stops listening for good. */
    void end() {
        FlightRecorder.removeListener(this);
        calls.off();
        assignments.off();
        FlightRecorder.unregister(JfrCallEvent.class);
        FlightRecorder.unregister(JfrAssignmentEvent.class);
    }

    private @Nullable Consumer<Function<String, @Nullable Object>> begun(Function<String, @Nullable Object> facts) {
        JfrCallEvent call = new JfrCallEvent();
        if (!call.isEnabled()) {
            return null;
        }
        call.begin();
        return end -> ended(call, end);
    }

    private void ended(JfrCallEvent call, Function<String, @Nullable Object> facts) {
        call.end();
        CallView event = new CallView(facts);
        if (call.shouldCommit() && isSafe(event.isDescribed())) {
            fill(call, event);
            call.commit();
        }
    }

    private void assigned(Function<String, @Nullable Object> facts) {
        JfrAssignmentEvent assigned = new JfrAssignmentEvent();
        if (assigned.shouldCommit() && isSafe(true)) {
            fill(assigned, new AssignmentView(facts));
            assigned.commit();
        }
    }

    /** An event that is broken off while it is written would spoil the recording. */
    private static boolean isSafe(boolean isDescribed) {
        return isDescribed ? AgentBridge.hasLittleStack() : AgentBridge.hasHeadroom(true);
    }

    private void fill(JfrCallEvent call, CallView event) {
        call.name = event.name();
        Executable action = event.action();
        call.declaringClass = action == null ? null : action.getDeclaringClass();
        call.status = event.hasCrashed() ? "CRASHED" : "COMPLETED";
        call.tags = event.tags().isEmpty() ? null : values.facts(event.tags()).toString();
        Throwable exception = event.exception();
        call.exception = exception == null ? null : exception.getClass();
        call.callId = event.callId();
        call.parentId = event.parentId();
        call.caller = event.thread();
    }

    private void fill(JfrAssignmentEvent assigned, AssignmentView told) {
        assigned.name = told.field().getName();
        assigned.declaringClass = told.field().getDeclaringClass();
        if (options.shows(OutputConfig.Shown.ASSIGNED)) {
            assigned.oldValue = values.assigned(told.field(), told.oldValue());
            assigned.newValue = values.assigned(told.field(), told.newValue());
        }
    }
}
