package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.Response.AssignmentEvent;
import dev.observatory.agent.wire.Response.CallEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventFormatterTest {
    private static final CallEvent CALL = call(Map.of(), null, null, null, Map.of());
    private static final AssignmentEvent ASSIGNMENT = new AssignmentEvent(0, "t", "a.B", "f", "1", "2");

    private static CallEvent call(
            Map<String, String> arguments,
            @Nullable String exception,
            @Nullable String message,
            @Nullable String result,
            Map<String, String> tags) {
        return new CallEvent(
                0,
                "main",
                2,
                "com.acme.Order",
                "place(String)",
                1_500_000,
                arguments,
                exception,
                message,
                result,
                tags);
    }

    private static Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("item", "\"tea\"");
        arguments.put("n", "2");
        return arguments;
    }

    @Test
    void aCallIsOneLineIndentedByItsDepth() {
        assertThat(new EventFormatter(true).line(CALL))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.000 {2}\\[main] {6}Order\\.place\\(String\\) {2}1\\.50 ms");
    }

    @Test
    void requestedValuesAreShown() {
        EventFormatter formatter = new EventFormatter(false);

        assertThat(formatter.line(call(arguments(), null, null, "7", Map.of("till", "1"))))
                .endsWith("]      Order.place(item=\"tea\", n=2) = 7 {till=1}");
        assertThat(formatter.line(call(Map.of(), "java.io.IOException", null, null, Map.of())))
                .endsWith("place(String) ! java.io.IOException");
        assertThat(formatter.line(call(Map.of(), "E", "E: gone", null, Map.of())))
                .endsWith("place(String) ! E: gone");
    }

    @Test
    void anAssignmentShowsOldAndNewValue() {
        assertThat(new EventFormatter(true).line(ASSIGNMENT)).endsWith("  [t]  B.f: 1 -> 2");
    }

    @Test
    void jsonHasNumbersAsNumbersAndArgumentsByName() {
        assertThat(Json.of(EventFormatter.jsonFields(call(Map.of("item", "x"), null, null, null, Map.of("t", "1")))))
                .isEqualTo(
                        "{\"kind\":\"call\",\"time\":0,\"thread\":\"main\",\"depth\":2,\"class\":\"com.acme.Order\","
                                + "\"method\":\"place(String)\",\"nanos\":1500000,\"arguments\":{\"item\":\"x\"},\"tags\":{\"t\":\"1\"}}");
        assertThat(Json.of(EventFormatter.jsonFields(call(Map.of(), "E", "E: gone", null, Map.of()))))
                .endsWith("\"nanos\":1500000,\"exception\":\"E\",\"message\":\"E: gone\"}");
        assertThat(Json.of(EventFormatter.jsonFields(ASSIGNMENT)))
                .isEqualTo("{\"kind\":\"assignment\",\"time\":0,\"thread\":\"t\",\"class\":\"a.B\",\"field\":\"f\","
                        + "\"old\":\"1\",\"new\":\"2\"}");
    }
}
