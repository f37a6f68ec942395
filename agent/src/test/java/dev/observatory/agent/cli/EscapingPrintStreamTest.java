package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EscapingPrintStreamTest {
    private static String printed(Charset charset, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new EscapingPrintStream(bytes, charset)) {
            out.print(text);
            out.println(text);
        }
        return bytes.toString(charset).strip();
    }

    @Test
    void charactersThatTheEncodingLacksAreEscaped() {
        assertThat(printed(StandardCharsets.US_ASCII, "größe 😀")).startsWith("gr\\u00f6\\u00dfe \\ud83d\\ude00gr");
        assertThat(printed(StandardCharsets.ISO_8859_1, "größe ї")).startsWith("größe \\u0457gr");
    }

    @Test
    void othersAreNot() {
        assertThat(printed(StandardCharsets.UTF_8, "größe 😀")).startsWith("größe 😀gr");
        assertThat(printed(StandardCharsets.US_ASCII, "plain")).startsWith("plainplain");
    }

    @Test
    void writersPassTextOnUnchanged() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new EscapingPrintStream(bytes, StandardCharsets.US_ASCII);

        EscapingPrintStream.writerTo(out).println("größe");

        assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("gr\\u00f6\\u00dfe" + System.lineSeparator());
    }
}
