package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;

/** The text of diagrams. {@link DiagramToolsTest} checks that the tools accept it. */
class DiagramTest {
    private final TrafficLight light = new TrafficLight();

    @Test
    void mermaid() {
        assertThat(light.toMermaid()).isEqualTo("""
                        stateDiagram-v2
                            state "any state" as any
                            state "GREEN" as GREEN
                            state "YELLOW" as YELLOW
                            state "RED" as RED
                            [*] --> RED
                            RED --> GREEN : toGreen
                            GREEN --> YELLOW : toYellow
                            YELLOW --> RED : toStop
                            any --> RED : fail [severe]
                        """);
    }

    @Test
    void mermaidWithTheCurrentStateMarked() {
        light.toGreen.fire();

        assertThat(light.render()).isEqualTo(light.toMermaid() + """
                            classDef current stroke-width:3px,font-weight:bold
                            class GREEN current
                        """);
    }

    @Test
    void dot() {
        assertThat(light.toDot()).isEqualTo("""
                        digraph "TrafficLight" {
                            graph [compound=true, newrank=true, nodesep=0.4, labeljust=l, fontname="Helvetica,Arial,sans-serif"]
                            node [shape=box, style=rounded, fontname="Helvetica,Arial,sans-serif"]
                            edge [fontsize=11, fontname="Helvetica,Arial,sans-serif"]
                            GREEN [label="GREEN"]
                            YELLOW [label="YELLOW"]
                            RED [label="RED"]
                            start [shape=point, width=0.12]
                            start -> RED
                            any [label="any state", style="rounded,dashed"]
                            RED -> GREEN [label="toGreen"]
                            GREEN -> YELLOW [label="toYellow"]
                            YELLOW -> RED [label="toStop"]
                            any -> RED [label="fail [severe]"]
                        }
                        """);
    }

    @Test
    void plantUml() {
        assertThat(light.toPlantUml()).isEqualTo("""
                        @startuml
                        hide empty description
                        state "any state" as any
                        state "GREEN" as GREEN
                        state "YELLOW" as YELLOW
                        state "RED" as RED
                        [*] --> RED
                        RED --> GREEN : toGreen
                        GREEN --> YELLOW : toYellow
                        YELLOW --> RED : toStop
                        any --> RED : fail [severe]
                        @enduml
                        """);
    }

    @Test
    void scxml() {
        assertThat(light.toScxml()).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" name="TrafficLight" initial="all">
                          <state id="all" initial="RED">
                            <transition event="fail" cond="severe" target="RED"/>
                            <state id="GREEN">
                              <transition event="toYellow" target="YELLOW"/>
                            </state>
                            <state id="YELLOW">
                              <transition event="toStop" target="RED"/>
                            </state>
                            <state id="RED">
                              <transition event="toGreen" target="GREEN"/>
                            </state>
                          </state>
                        </scxml>
                        """);
    }

    @Test
    void scxmlContainsNestedStatesHistoriesTimersAndFinalStates() {
        assertThat(new Gallery.Everything().toScxml())
                .contains(
                        "<parallel id=\"WORK\">",
                        "<history id=\"WORK_deepHistory\" type=\"deep\"><transition target=\"LEFT RIGHT\"/></history>",
                        "<history id=\"DEEP_history\" type=\"shallow\"><transition target=\"DEEPEST\"/></history>",
                        "<onentry><send id=\"timer_8\" event=\"late\" delay=\"1500ms\"/></onentry>",
                        "<onexit><cancel sendid=\"timer_8\"/></onexit>",
                        "<transition event=\"next\" target=\"OTHER\" type=\"internal\"/>",
                        "<transition event=\"note\"/>",
                        "<transition event=\"done.state.RIGHT\" target=\"IDLE\"/>",
                        "<final id=\"R1\"/>");
    }

    @Test
    void scxmlIsValidWhateverTheMachine() throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Schema schema = factory.newSchema(DiagramTest.class.getResource("/scxml.xsd"));

        for (Machine machine : Gallery.all()) {
            schema.newValidator().validate(new StreamSource(new StringReader(machine.toScxml())));
        }
    }
}
