package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/** Diagrams of classes that keep their state in a field. They are read from the tags: no agent is needed. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // read by the library
class ObservedClassDiagramTest {
    private enum Phase {
        CLOSED,
        OPEN,
        LOCKED,
        BROKEN
    }

    private interface Opening<T> {
        void open(T key);
    }

    private static final class Door implements Opening<String> {
        @MachineState
        private Phase phase = Phase.CLOSED;

        @MachineState.Transition(to = "BROKEN")
        void slam() {
            phase = Phase.BROKEN;
        }

        @Override
        @MachineState.Transition(from = "CLOSED", to = "OPEN") // javac copies the tag to the bridge
        public void open(String key) {
            phase = Phase.OPEN;
        }

        @MachineState.Transition(from = "CLOSED", to = "OPEN")
        void open() {
            phase = Phase.OPEN;
        }

        @MachineState.Transition(
                from = {"OPEN", "CLOSED"},
                to = "LOCKED")
        private void lock() {
            phase = Phase.LOCKED;
        }

        void paint() {}
    }

    private static class Lamp {
        @MachineState
        String state = "off";

        @MachineState.Transition(from = "off", to = "on")
        void on() {
            state = "on";
        }

        @MachineState.Transition(from = "on", to = "say \"off\"")
        void off() {
            state = "off";
        }
    }

    private static final class SmallLamp extends Lamp {}

    private final ObservedMachineClass doors = ObservedMachineClass.find(Door.class);

    @Test
    void theTransitionsAreThoseOfTheTags() {
        assertThat(doors.transitions())
                .extracting(TransitionRow::from, TransitionRow::trigger, TransitionRow::to)
                .containsExactly(
                        tuple("OPEN", "lock", "LOCKED"),
                        tuple("CLOSED", "lock", "LOCKED"),
                        tuple("CLOSED", "open", "OPEN"),
                        tuple("CLOSED", "open", "OPEN"),
                        tuple("any", "slam", "BROKEN"));
    }

    @Test
    void mermaidShowsTheConstantsOfTheFieldInTheirOrder() {
        assertThat(doors.toMermaid()).isEqualTo("""
                        stateDiagram-v2
                            state "any state" as any
                            state "CLOSED" as CLOSED
                            state "OPEN" as OPEN
                            state "LOCKED" as LOCKED
                            state "BROKEN" as BROKEN
                            OPEN --> LOCKED : lock
                            CLOSED --> LOCKED : lock
                            CLOSED --> OPEN : open
                            any --> BROKEN : slam
                        """);
    }

    @Test
    void dotAndPlantUmlShowTheSame() {
        assertThat(doors.toDot())
                .startsWith("digraph \"Door\" {")
                .contains("CLOSED -> OPEN [label=\"open\"]", "any -> BROKEN [label=\"slam\"]")
                .doesNotContain("start");
        assertThat(doors.toPlantUml()).contains("CLOSED --> OPEN : open\n").doesNotContain("[*]");
    }

    @Test
    void scxmlBeginsWithTheFirstState() {
        assertThat(doors.toScxml())
                .contains(
                        "version=\"1.0\" name=\"Door\" initial=\"all\">",
                        "<state id=\"all\">\n    <transition event=\"slam\" target=\"BROKEN\"/>",
                        "<state id=\"CLOSED\">\n      <transition event=\"lock\" target=\"LOCKED\"/>");
        assertThat(ObservedMachineClass.find(Lamp.class).toScxml()).contains("version=\"1.0\" name=\"Lamp\">");
    }

    @Test
    void statesWithoutAnEnumAreThoseOfTheTags() {
        assertThat(ObservedMachineClass.find(Lamp.class).toMermaid()).isEqualTo("""
                        stateDiagram-v2
                            state "on" as on
                            state "off" as off
                            state "say #34;off#34;" as say__off_
                            on --> say__off_ : off
                            off --> on : on
                        """);
    }

    @Test
    void aSubclassHasTheDiagramOfTheClassThatDeclaresTheField() {
        assertThat(ObservedMachineClass.find(SmallLamp.class).toDot())
                .isEqualTo(ObservedMachineClass.find(Lamp.class).toDot())
                .startsWith("digraph \"Lamp\" {");
    }
}
