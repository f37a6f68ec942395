package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.WatchEvent;
import dev.observatory.agent.wire.WatchEvent.AssignmentEvent;
import dev.observatory.agent.wire.WatchEvent.BeginEvent;
import dev.observatory.agent.wire.WatchEvent.CallEvent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventFormatterTest {
    private static final CallEvent CALL = call(Map.of(), null, null, null, Map.of());
    private static final AssignmentEvent ASSIGNMENT = new AssignmentEvent(0, "t", "a.B", "app", "f", "1", "2");

    private static WatchEvent.Site site(String thread, String loader) {
        return new WatchEvent.Site(0, thread, 2, "com.acme.Order", loader, "place(String)", 7);
    }

    private static CallEvent call(
            Map<String, String> arguments,
            @Nullable String exception,
            @Nullable String message,
            @Nullable String result,
            Map<String, String> tags) {
        return new CallEvent(site("main", "app"), 1_500_000, arguments, Map.of(), exception, message, result, tags);
    }

    private static Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("item", "\"tea\"");
        arguments.put("n", "2");
        return arguments;
    }

    private static EventFormatter formatter(boolean showsDuration) {
        return formatter(showsDuration, StandardCharsets.UTF_8);
    }

    private static EventFormatter formatter(boolean showsDuration, Charset charset) {
        return new EventFormatter(showsDuration, new AmbiguousClasses(), new OutputEncoding(charset));
    }

    @Test
    void aCallIsOneLineIndentedByItsDepth() {
        assertThat(formatter(true).line(CALL, 0))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.000 {2}\\[main] {6}Order\\.place\\(String\\) {2}1\\.50 ms");
    }

    @Test
    void requestedValuesAreShown() {
        EventFormatter formatter = formatter(false);

        assertThat(formatter.line(call(arguments(), null, null, "7", Map.of("till", "1")), 0))
                .endsWith("]      Order.place(item=\"tea\", n=2) = 7 {till=1}");
        assertThat(formatter.line(call(Map.of(), "java.io.IOException", null, null, Map.of()), 0))
                .endsWith("place(String) ! java.io.IOException");
        assertThat(formatter.line(call(Map.of(), "E", "E: gone", null, Map.of()), 0))
                .endsWith("place(String) ! E: gone");
    }

    @Test
    void argumentsOfTheEndFollowThoseOfTheBeginning() {
        Map<String, String> before = Map.of("list", "[]");
        Map<String, String> after = Map.of("list", "[1]");

        assertThat(formatter(false)
                        .line(new CallEvent(site("main", "app"), 1, before, after, null, null, null, Map.of()), 0))
                .endsWith("Order.place(list=[]) after (list=[1])");
        assertThat(formatter(false)
                        .line(new CallEvent(site("main", "app"), 1, Map.of(), after, null, null, null, Map.of()), 0))
                .endsWith("Order.place(list=[1])");
    }

    @Test
    void theBeginningOfACallSaysSo() {
        assertThat(formatter(true).line(new BeginEvent(site("main", "app"), arguments()), 0))
                .endsWith("]      Order.place(item=\"tea\", n=2) begins");
    }

    @Test
    void anAssignmentShowsOldAndNewValue() {
        assertThat(formatter(true).line(ASSIGNMENT, 0)).endsWith("  [t]  B.f: 1 -> 2");
    }

    @Nested
    class OnATerminal {
        @Test
        void aLineThatFitsStaysAsItIs() {
            String line = formatter(true).line(CALL, 0);

            assertThat(formatter(true).line(CALL, line.length())).isEqualTo(line);
        }

        @Test
        void theDurationIsInFrontOfWhatIsCut() {
            CallEvent call = call(Map.of("text", "\"" + "x".repeat(200) + "\""), null, null, "9", Map.of());

            String line = formatter(true).line(call, 60);

            assertThat(line)
                    .hasSize(60)
                    .contains(".000  [main]  1.50 ms      Order.place(text=\"xx")
                    .endsWith("x…");
        }

        @Test
        void aFailureIsMarkedIfTheExceptionIsCut() {
            CallEvent call = call(Map.of("text", "x".repeat(200)), "E", null, null, Map.of());

            assertThat(formatter(true).line(call, 60)).contains("  [main]  1.50 ms !      Order.place(text=xx");
            assertThat(formatter(false).line(call, 60)).contains("  [main]  !      Order.place(text=xx");
        }

        @Test
        void aLongThreadNameLeavesRoomForTheCall() {
            CallEvent call = new CallEvent(
                    site("t".repeat(100), "app"), 1_500_000, Map.of(), Map.of(), null, null, null, Map.of());

            assertThat(formatter(true).line(call, 60)).contains("  [" + "t".repeat(19) + "…]  1.50 ms      Order.pl");
        }

        @Test
        void wideCharactersTakeTwoColumns() {
            CallEvent call = call(Map.of("text", "\u8336".repeat(60)), null, null, null, Map.of());

            assertThat(TextWidth.columns(formatter(true).line(call, 60))).isBetween(59, 60);
        }

        @Test
        void whatTheEncodingLacksIsEscapedBeforeTheLineIsCut() {
            CallEvent call = call(Map.of("text", "\u00e9".repeat(60)), null, null, null, Map.of());

            assertThat(formatter(true, StandardCharsets.US_ASCII).line(call, 70))
                    .hasSize(70)
                    .contains("\\u00e9\\u00e9")
                    .endsWith("...");
        }
    }

    @Test
    void classesOfSeveralClassLoadersAreToldApart() {
        AmbiguousClasses ambiguous = new AmbiguousClasses();
        EventFormatter formatter = new EventFormatter(false, ambiguous, new OutputEncoding(StandardCharsets.UTF_8));
        CallEvent first = new CallEvent(site("t", "x@1"), 1, Map.of(), Map.of(), null, null, null, Map.of());
        CallEvent second = new CallEvent(site("t", "y@2"), 1, Map.of(), Map.of(), null, null, null, Map.of());

        assertThat(formatter.line(first, 0)).endsWith("]      Order.place(String)");
        assertThat(formatter.line(second, 0)).endsWith("]      y@2/Order.place(String)");
        assertThat(formatter.line(first, 0)).endsWith("]      x@1/Order.place(String)");
        ambiguous.add(new Response.AmbiguousClass("a.B", List.of("app", "z@3")));
        assertThat(formatter.line(ASSIGNMENT, 0)).endsWith("  [t]  app/B.f: 1 -> 2");
        assertThat(ambiguous.lines())
                .containsExactly("Class [a.B] is in several class loaders: [app, z@3]. [--loader NAME] selects one");
    }

    @Test
    void jsonHasNumbersAsNumbersAndArgumentsByName() {
        assertThat(Json.of(EventJson.fields(call(Map.of("item", "x"), null, null, null, Map.of("t", "1")))))
                .isEqualTo("{\"kind\":\"call\",\"time\":0,\"thread\":\"main\",\"depth\":2,"
                        + "\"class\":\"com.acme.Order\",\"method\":\"place(String)\",\"loader\":\"app\",\"call\":7,"
                        + "\"nanos\":1500000,\"arguments\":{\"item\":\"x\"},\"tags\":{\"t\":\"1\"}}");
        assertThat(Json.of(EventJson.fields(call(Map.of(), "E", "E: gone", null, Map.of()))))
                .endsWith("\"nanos\":1500000,\"exception\":\"E\",\"message\":\"E: gone\"}");
        assertThat(Json.of(EventJson.fields(new BeginEvent(site("t", "app"), Map.of("item", "x")))))
                .startsWith("{\"kind\":\"begin\",\"time\":0,")
                .endsWith("\"method\":\"place(String)\",\"loader\":\"app\",\"call\":7,\"arguments\":{\"item\":\"x\"}}");
        assertThat(Json.of(EventJson.fields(ASSIGNMENT)))
                .isEqualTo("{\"kind\":\"assignment\",\"time\":0,\"thread\":\"t\",\"class\":\"a.B\",\"loader\":\"app\","
                        + "\"field\":\"f\",\"old\":\"1\",\"new\":\"2\"}");
    }
}
