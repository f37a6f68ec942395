package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLineTest {
    private static Map<String, String> event(String... namesAndValues) {
        Map<String, String> event = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            event.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return event;
    }

    private static Map<String, String> call(String... more) {
        Map<String, String> call = event(
                "kind",
                "call",
                "time",
                "0",
                "thread",
                "main",
                "depth",
                "2",
                "class",
                "com.acme.Order",
                "method",
                "place(String)",
                "nanos",
                "1500000");
        call.putAll(event(more));
        return call;
    }

    @Test
    void aCallIsOneLineAsDeepAsItIsNested() {
        assertThat(new EventLine(true).of(call()))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.000 {2}\\[main] {6}Order\\.place\\(String\\) {2}1\\.50 ms");
    }

    @Test
    void whatWasAskedForIsShown() {
        EventLine line = new EventLine(false);

        assertThat(line.of(call("arg item", "\"tea\"", "arg n", "2", "result", "7", "tag till", "1")))
                .endsWith("]      Order.place(item=\"tea\", n=2) = 7 {till=1}");
        assertThat(line.of(call("exception", "java.io.IOException"))).endsWith("place(String) ! java.io.IOException");
        assertThat(line.of(call("exception", "E", "message", "E: gone"))).endsWith("place(String) ! E: gone");
    }

    @Test
    void anAssignmentShowsOldAndNew() {
        assertThat(new EventLine(true)
                        .of(event(
                                "kind",
                                "assignment",
                                "time",
                                "0",
                                "thread",
                                "t",
                                "class",
                                "a.B",
                                "field",
                                "f",
                                "old",
                                "1",
                                "new",
                                "2")))
                .endsWith("  [t]  B.f: 1 -> 2");
    }

    @Test
    void programsGetNumbersAsNumbersAndArgumentsByName() {
        assertThat(Json.of(EventLine.nested(call("arg item", "x", "tag t", "1"))))
                .isEqualTo(
                        "{\"kind\":\"call\",\"time\":0,\"thread\":\"main\",\"depth\":2,\"class\":\"com.acme.Order\","
                                + "\"method\":\"place(String)\",\"nanos\":1500000,\"arguments\":{\"item\":\"x\"},\"tags\":{\"t\":\"1\"}}");
    }
}
