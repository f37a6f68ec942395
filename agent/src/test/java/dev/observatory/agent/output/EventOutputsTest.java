package dev.observatory.agent.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.ConfigParser;
import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.library.LibraryInstances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventOutputsTest {
    private static EventOutputs started(String settings) {
        AgentConfig config = ConfigParser.parse(settings);
        assertThat(config.errors()).isEmpty();
        return EventOutputs.start(config.observing(), new LibraryInstances());
    }

    @ParameterizedTest
    @EnumSource
    void eachOutputThatCanBeConfiguredIsRegistered(OutputConfig.Output output) {
        EventOutputs outputs = started("observe=" + output.word());

        assertThat(outputs.status().lines()).singleElement().asString().startsWith("observe=" + output.word() + ": ");
        outputs.close();
    }

    @Test
    void allConfiguredOutputsReportTheirStatus() {
        EventOutputs outputs = started("observe=jfr,log");

        assertThat(outputs.status())
                .isEqualTo("observe=log: lines omitted: 0\nobserve=jfr: no flight recording has its events enabled\n");
        outputs.close();
    }

    @Test
    void noneCancelsTheOutputsBeforeIt() {
        assertThat(started("observe=log,none").status()).isEmpty();
    }
}
