package dev.observatory.agent.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.library.WarmUpFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineFormatterTest {
    private static final OutputConfig CONFIG = new OutputConfig(
            Set.of(OutputConfig.Output.LOG),
            System.Logger.Level.INFO,
            0,
            1000,
            Set.of(OutputConfig.Shown.ARGS, OutputConfig.Shown.ASSIGNED),
            List.of(),
            false);

    private final WarmUpFacts sample = new WarmUpFacts();
    private final LogLineFormatter formatter = new LogLineFormatter(CONFIG);

    private String lineWith(Map<String, ?> arguments) {
        return formatter.format(new CallView(fact -> fact.equals("arguments") ? arguments : sample.apply(fact)));
    }

    @Test
    void aLineIsBoundedHoweverManyValuesItHas() {
        Map<String, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            many.put("argument" + i, "x".repeat(200));
        }

        String line = lineWith(many);

        assertThat(line)
                .hasSize(LogLineFormatter.MAX_CHARACTERS)
                .startsWith("sample crashed with ")
                .contains(", args {argument0=\"xxx")
                .endsWith("x…");
        assertThat(lineWith(Map.of("a", 1))).endsWith(", args {a=1}");
    }

    @Test
    void aPairOfSurrogatesIsNotCutApart() {
        for (int i = 0; i < 2; i++) {
            String text = "x".repeat(i) + "\ud83d\ude00".repeat(100);

            String line = lineWith(Map.of("a", List.of(text, text, text, text, text)));

            assertThat(line).hasSizeBetween(LogLineFormatter.MAX_CHARACTERS - 1, LogLineFormatter.MAX_CHARACTERS);
            assertThat(Character.isHighSurrogate(line.charAt(line.length() - 2)))
                    .isFalse();
        }
    }

    @Test
    void anAssignmentIsBoundedToo() {
        List<String> value = List.of("x".repeat(200), "y".repeat(200), "z".repeat(200));
        AssignmentView assignment = new AssignmentView(fact -> valueOf(fact, value));

        assertThat(formatter.format(assignment))
                .hasSize(LogLineFormatter.MAX_CHARACTERS)
                .endsWith("…");
    }

    private @Nullable Object valueOf(String fact, Object value) {
        return fact.equals("oldValue") || fact.equals("newValue") ? value : sample.apply(fact);
    }
}
