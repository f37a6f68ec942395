package dev.observatory.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentMessagesTest {

    @Test
    void charactersThatEndTheLineOrControlATerminalAreEscaped() {
        assertThat(AgentMessages.oneLine("a\nb\r\u001b[31mc\u2028d\u0085"))
                .isEqualTo("a\\u000ab\\u000d\\u001b[31mc\\u2028d\\u0085");
    }

    @Test
    void otherTextIsUnchanged() {
        String text = "class [com.acme.Größe$1] was not woven";

        assertThat(AgentMessages.oneLine(text)).isSameAs(text);
    }
}
