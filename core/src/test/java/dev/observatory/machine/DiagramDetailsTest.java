package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.machine.diagram.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations, odd names, and what each format does with transitions that are not simple arrows. */
@SuppressWarnings("UnusedVariable") // read by the library
class DiagramDetailsTest {
    private static final class Order extends Machine {
        final State open = initial("OPEN"),
                reminded = state("REMINDED"),
                closed = state("CLOSED").asFinal();
        final Trigger remind = trigger(open.to(reminded).after(Duration.ofDays(14)));
        final Trigger close = trigger(reminded.to(closed).idle(Duration.ofMinutes(150)), open.to(closed));

        Order() {
            super(MachineOptions.serial().scheduler(new ManualScheduler()));
        }
    }

    @Test
    void durationsAreReadable() {
        Order order = new Order();

        assertThat(List.of(order.toMermaid(), order.toDot(), order.toPlantUml()))
                .allSatisfy(diagram -> assertThat(diagram)
                        .contains("remind after 14d", "close idle 2h 30m")
                        .doesNotContain("PT"));
        assertThat(order.transitions())
                .extracting(TransitionRow::timing)
                .as("the table keeps the form that snapshots refer to")
                .containsExactly("after PT336H", "idle PT2H30M", "");
    }

    @ParameterizedTest
    @CsvSource({
        "P14D, 14d",
        "PT2H30M, 2h 30m",
        "PT25H, 1d 1h",
        "P1DT1S, 1d 1s",
        "PT1M0.5S, 1m 0.5s",
        "PT1.5S, 1.5s",
        "PT10S, 10s",
        "PT0.25S, 250ms",
        "PT0.0015S, 1.5ms",
        "PT0.00001S, 10µs",
        "PT0.000000001S, 1ns",
        "PT0S, 0s",
        "P36500D, 36500d",
    })
    void eachDurationHasItsText(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }

    private static final class Odd extends Machine {
        final State one, two, three;
        final Trigger go;

        Odd(String first, String second, String third, String trigger) {
            one = initial(first);
            two = state(second);
            three = state(third);
            go = trigger(trigger, one.to(two), two.to(three), three.to(one));
        }
    }

    @Nested
    class OddNames {
        private final Odd odd =
                new Odd("say \"hi\" <b>&amp;</b>", "a\nb\u2028c {d}; #e: %f \\n", "Edge", "1. *go* [x](y) \u202Ekcab");

        @Test
        void inMermaid() {
            assertThat(odd.toMermaid()).isEqualTo("""
                            stateDiagram-v2
                                state "say #34;hi#34; #60;b#62;#38;amp#59;#60;/b#62;" as say__hi___b__amp___b_
                                state "a b c #123;d#125;#59; #35;e#58; #37;f #92;n" as a_b_c__d____e___f__n
                                state "Edge" as Edge
                                [*] --> say__hi___b__amp___b_
                                say__hi___b__amp___b_ --> a_b_c__d____e___f__n : 1#46; #42;go#42; [x]#40;y)  kcab
                                a_b_c__d____e___f__n --> Edge : 1#46; #42;go#42; [x]#40;y)  kcab
                                Edge --> say__hi___b__amp___b_ : 1#46; #42;go#42; [x]#40;y)  kcab
                            """);
        }

        @Test
        void inPlantUml() {
            assertThat(odd.toPlantUml()).isEqualTo("""
                            @startuml
                            hide empty description
                            state "say <U+0022>hi<U+0022> <U+003C>b><U+0026>amp;<U+003C>/b>" as say__hi___b__amp___b_
                            state "a b c <U+007B>d<U+007D>; #e: <U+0025>f <U+005C>n" as a_b_c__d____e___f__n
                            state "Edge" as Edge
                            [*] --> say__hi___b__amp___b_
                            say__hi___b__amp___b_ --> a_b_c__d____e___f__n : 1. <U+002A>go<U+002A> [x](y)  kcab
                            a_b_c__d____e___f__n --> Edge : 1. <U+002A>go<U+002A> [x](y)  kcab
                            Edge --> say__hi___b__amp___b_ : 1. <U+002A>go<U+002A> [x](y)  kcab
                            @enduml
                            """);
        }

        @Test
        void inDot() {
            assertThat(odd.toDot())
                    .contains(
                            "    say__hi___b__amp___b_ [label=\"say \\\"hi\\\" <b>&amp;amp;</b>\"]\n",
                            "    a_b_c__d____e___f__n [label=\"a b c {d}; #e: %f \\\\n\"]\n",
                            "    \"Edge\" [label=\"Edge\"]\n",
                            "    a_b_c__d____e___f__n -> \"Edge\" [label=\"1. *go* [x](y)  kcab\"]\n",
                            "    \"Edge\" -> say__hi___b__amp___b_ [");
        }

        @Test
        void wordsOfTheLanguagesAreNoIdentifiers() {
            Odd words = new Odd("end", "note", "digraph", "class");

            assertThat(words.toMermaid()).contains("end_ --> note_ : class\n");
            assertThat(words.toPlantUml()).contains("end_ --> note_ : class\n");
            assertThat(words.toDot()).contains("note_ -> \"digraph\" [label=\"class\"]\n");
        }

        @Test
        void namesThatDifferInOddCharactersAloneStayApart() {
            Odd alike = new Odd("a b", "a-b", "A b", "x");

            assertThat(alike.toMermaid())
                    .contains("a_b --> a_b_2 : x\n", "a_b_2 --> A_b_3 : x\n", "A_b_3 --> a_b : x\n");
        }
    }

    private static final class Events extends Machine {
        final State only = initial("ONLY"), other = state("OTHER");
        final Trigger spaced = trigger("go on", only.to(other)), joined = trigger("go_on", only.to(only));
        final Trigger back = trigger("zurück", other.to(only));
    }

    @Test
    void eventsOfScxmlStayApartLikeTheirTriggers() {
        assertThat(new Events().toScxml())
                .contains(
                        "<transition event=\"go_on\" target=\"OTHER\"/>",
                        "<transition event=\"go_on_2\" target=\"ONLY\"/>",
                        "<transition event=\"zur_ck\" target=\"ONLY\"/>");
    }

    /** Transitions of a composite state: to itself, into itself, back to it, to its history, and none. */
    private static final class Composite extends Machine {
        final State off = initial("OFF"), on = state("ON");
        final State low = on.initial("LOW"), high = on.state("HIGH");
        final Trigger power = trigger(off.to(on), on.to(off));
        final Trigger resume = trigger(off.to(on.history())), restore = trigger(off.to(on.deepHistory()));
        final Trigger reset = trigger(on.to(on)), jump = trigger(on.to(high)), fall = trigger(high.to(on));
        final Trigger note =
                trigger(on.stay(), ANY.stay().when("a guard of many words that needs more than one line", () -> true));
        final Trigger tick = trigger(low.stay());
        final Trigger up = trigger(low.to(high)), boost = trigger(low.to(high).when("warm", () -> true));
    }

    @Test
    void plantUmlHasItsOwnFormForHistories() {
        assertThat(new Composite().toPlantUml())
                .contains("OFF --> ON[H] : resume\n", "OFF --> ON[H*] : restore\n")
                .doesNotContain("history");
    }

    @Nested
    class InDot {
        private final String dot = new Composite().toDot();

        @Test
        void transitionsWithTheSameEndsShareAnArrow() {
            assertThat(dot).contains("    LOW -> HIGH [label=\"up\\lboost [warm]\\l\"]\n");
            assertThat(dot.split("LOW -> HIGH", -1)).hasSize(2);
        }

        @Test
        void internalTransitionsAreLinesOfTheirState() {
            assertThat(dot)
                    .contains(
                            "        label=\"ON\\lnote\\l\"\n",
                            "        LOW [label=<<table border=\"0\" cellspacing=\"0\"><tr><td>LOW</td></tr><hr/>"
                                    + "<tr><td>tick<br align=\"left\"/></td></tr></table>>]\n",
                            "    any [label=<<table border=\"0\" cellspacing=\"0\"><tr><td>any state</td></tr><hr/>"
                                    + "<tr><td>note [a guard of many words that<br align=\"left\"/>"
                                    + "&#160;&#160;needs more than one line]<br align=\"left\"/></td></tr></table>>,"
                                    + " style=\"rounded,dashed\"]\n");
        }

        /** The label of an arrow that crosses a border is a node between two arrows. */
        private void assertArrow(String label, int depth, String from, String to) {
            Matcher node = Pattern.compile(
                            "(label\\w*) \\[shape=plaintext, .*, label=\"" + Pattern.quote(label) + "\"]")
                    .matcher(dot);
            List<String> names = node.results().map(found -> found.group(1)).toList();

            assertThat(names).anySatisfy(name -> assertThat(dot)
                    .contains(
                            "\n" + "    ".repeat(depth) + name + " [shape=plaintext, ",
                            "    " + from.replace("%s", name) + "\n",
                            "    " + to.replace("%s", name) + "\n"));
        }

        @Test
        void aCompositeStateHasAPointForArrowsToAndFromItsOwnStates() {
            assertThat(dot).contains("        ON_self [shape=circle, style=solid, label=\"\", width=0.15]\n");
            assertArrow("jump", 2, "ON_self -> %s [arrowhead=none]", "%s -> HIGH");
            assertArrow("fall", 2, "HIGH -> %s [arrowhead=none]", "%s -> ON_self");
        }

        @Test
        void anArrowFromACompositeStateToItselfLeadsAroundIt() {
            assertArrow("reset", 1, "LOW -> %s [arrowhead=none, ltail=cluster_ON]", "%s -> LOW [lhead=cluster_ON]");
        }

        @Test
        void historiesAreStates() {
            assertThat(dot)
                    .contains(
                            "        ON_history [shape=circle, style=solid, margin=0, label=\"H\"]\n",
                            "        ON_history_2 [shape=circle, style=solid, margin=0, label=\"H*\"]\n");
            assertArrow("resume", 1, "OFF -> %s [arrowhead=none]", "%s -> ON_history");
            assertArrow("restore", 1, "OFF -> %s [arrowhead=none]", "%s -> ON_history_2");
        }

        @Test
        void otherArrowsEndAtTheBorder() {
            assertArrow("power", 1, "OFF -> %s [arrowhead=none]", "%s -> LOW [lhead=cluster_ON]");
            assertArrow("power", 1, "LOW -> %s [arrowhead=none, ltail=cluster_ON]", "%s -> OFF");
        }
    }

    /** A composite state inside a region, where Mermaid cannot draw arrows to and from it. */
    private static final class Boxes extends Machine {
        final State on = initial("ON").parallel(), one = on.state("ONE"), two = on.state("TWO");
        final State box = one.initial("BOX"),
                low = box.initial("LOW"),
                high = box.state("HIGH"),
                rest = one.state("REST");
        final State calm = two.initial("CALM");
        final Trigger enter = trigger(rest.to(box)), leave = trigger(box.to(rest)), up = trigger(low.to(high));
        final Trigger again = trigger(one.to(one));
    }

    @Test
    void mermaidDrawsArrowsOfCompositeStatesInRegionsWithWhatStandsForThem() {
        assertThat(new Boxes().toMermaid())
                .contains(
                        "state \"(BOX)\" as BOX_self\n",
                        "BOX_self --> REST : leave\n",
                        "REST --> LOW : enter\n",
                        "ONE --> ONE : again\n")
                .doesNotContain("--> BOX\n", "--> BOX ", " BOX -->");
        assertThat(new Boxes().toPlantUml()).contains("BOX --> REST : leave\n", "[*] --> BOX\n");
    }

    @Test
    void theSameMachineIsAlwaysDrawnTheSame() {
        for (int round = 0; round < 5; round++) {
            assertThat(new Gallery.Everything().toDot()).isEqualTo(new Gallery.Everything().toDot());
            assertThat(new Gallery.Everything().toMermaid()).isEqualTo(new Gallery.Everything().toMermaid());
            assertThat(new Gallery.Everything().toPlantUml()).isEqualTo(new Gallery.Everything().toPlantUml());
            assertThat(new Gallery.Everything().toScxml()).isEqualTo(new Gallery.Everything().toScxml());
        }
    }
}
