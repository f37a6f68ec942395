package dev.observatory.agent.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** The encoding of an output stream, which may lack characters: these are escaped as in Java source. Safe from any thread. */
final class OutputEncoding {
    private static final String ELLIPSIS = "…";

    private final CharsetEncoder encoder;

    OutputEncoding(Charset charset) {
        this.encoder = charset.newEncoder();
    }

    /** Returns the encoding of a stream; that of all characters if the stream escapes none. */
    static OutputEncoding of(PrintStream out) {
        return out instanceof EscapingPrintStream escaping
                ? escaping.encoding()
                : new OutputEncoding(StandardCharsets.UTF_8);
    }

    /** Escapes the characters that the encoding lacks; has no effect on escaped text. */
    String escaped(String text) {
        synchronized (encoder) {
            if (encoder.canEncode(text)) {
                return text;
            }
            StringBuilder out = new StringBuilder(text.length() + 16);
            for (int i = 0; i < text.length(); ) {
                int end = text.offsetByCodePoints(i, 1);
                String character = text.substring(i, end);
                if (encoder.canEncode(character)) {
                    out.append(character);
                } else {
                    character.chars().forEach(c -> out.append(String.format("\\u%04x", c)));
                }
                i = end;
            }
            return out.toString();
        }
    }

    /** Returns what stands for text that is cut. */
    String ellipsis() {
        synchronized (encoder) {
            return encoder.canEncode(ELLIPSIS) ? ELLIPSIS : "...";
        }
    }
}
