package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void mapsListsNumbersBooleansAndNullAreWritten() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", Arrays.asList(true, null, "x"));
        map.put("c", Map.of());

        assertThat(Json.of(map)).isEqualTo("{\"a\":1,\"b\":[true,null,\"x\"],\"c\":{}}");
    }

    @Test
    void textIsEscaped() {
        assertThat(Json.of("\"\\\n\r\t\u0001\u007f")).isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0001\\u007f\"");
        assertThat(Json.of(List.of("é", "\ud83d\ude00"))).isEqualTo("[\"é\",\"\ud83d\ude00\"]");
    }

    @Test
    void halfASurrogatePairIsEscaped() {
        assertThat(Json.of("\ud83d")).isEqualTo("\"\\ud83d\"");
        assertThat(Json.of("a\ude00")).isEqualTo("\"a\\ude00\"");
    }
}
