package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Debugged;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import dev.observatory.agent.testing.ForkedJvm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Frames of observed calls that a debugger discards, so that the code which ends the call does not run. */
class DiscardedFramesIT {
    private static final String DISCARDED =
            "work crashed: [work] ended without a result or an exception: its frame was discarded,"
                    + " as by a debugger that drops frames or makes them return";

    /** What the debugger does when the thread is inside of the method. */
    private interface Intervention {
        void on(VirtualMachine jvm, ThreadReference thread) throws Exception;
    }

    @Test
    void aCallWhoseFrameReturnsEarlyEndsAndIsNotAroundLaterOnes() throws Exception {
        List<String> lines = debugged((jvm, thread) -> thread.forceEarlyReturn(jvm.mirrorOf(7)));

        assertThat(lines)
                .containsExactly(
                        "work begins, inside 0",
                        "result 7",
                        DISCARDED,
                        "work EXITED",
                        "later begins, inside 0",
                        "later completed: 5",
                        "later EXITED",
                        "result 5",
                        "later begins, inside 0",
                        "later completed: 5",
                        "later EXITED",
                        "result 5");
    }

    @Test
    void aCallWhoseFrameIsDroppedEndsAndTheRepeatedOneCompletes() throws Exception {
        List<String> lines = debugged((jvm, thread) -> thread.popFrames(thread.frame(0)));

        assertThat(lines)
                .filteredOn(line -> !line.startsWith("work begins"))
                .containsExactly(
                        "work completed: 4",
                        "work EXITED",
                        "result 4",
                        DISCARDED,
                        "work EXITED",
                        "later begins, inside 0",
                        "later completed: 5",
                        "later EXITED",
                        "result 5",
                        "later begins, inside 0",
                        "later completed: 5",
                        "later EXITED",
                        "result 5");
        assertThat(lines).filteredOn(line -> line.startsWith("work begins")).hasSize(2);
    }

    /** Runs the program, and intervenes once, in the second line of the method. Returns what it prints. */
    private static List<String> debugged(Intervention intervention) throws Exception {
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments
                .get("options")
                .setValue("-javaagent:" + ForkedJvm.agentJar() + " -Xverify:all -cp " + ForkedJvm.testClasses());
        arguments.get("main").setValue(Debugged.class.getName());
        VirtualMachine jvm = connector.launch(arguments);
        ClassPrepareRequest prepared = jvm.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(Debugged.class.getName());
        prepared.enable();
        boolean isAlive = true;
        while (isAlive) {
            try {
                EventSet events = jvm.eventQueue().remove();
                for (Event event : events) {
                    handle(jvm, event, intervention);
                }
                events.resume();
            } catch (VMDisconnectedException ended) {
                isAlive = false;
            }
        }
        assertThat(new String(jvm.process().getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        return new String(jvm.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static void handle(VirtualMachine jvm, Event event, Intervention intervention) throws Exception {
        if (event instanceof ClassPrepareEvent loaded) {
            jvm.eventRequestManager()
                    .createBreakpointRequest(lastLine(loaded.referenceType()))
                    .enable();
        } else if (event instanceof BreakpointEvent reached) {
            reached.request().disable();
            intervention.on(jvm, reached.thread());
        }
    }

    private static Location lastLine(ReferenceType type) throws Exception {
        List<Location> lines = type.methodsByName("work").get(0).allLineLocations();
        return lines.get(lines.size() - 1);
    }
}
