package dev.observatory.agent.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import org.jspecify.annotations.Nullable;

/** A stream of text in an encoding that may lack characters: these are escaped as in Java source, not replaced by question marks. */
final class EscapingPrintStream extends PrintStream {
    private final CharsetEncoder encoder;

    EscapingPrintStream(OutputStream out, Charset charset) {
        super(out, true, charset);
        this.encoder = charset.newEncoder();
    }

    @Override
    public void print(@Nullable String text) {
        super.print(escaped(text));
    }

    @Override
    public void println(@Nullable String line) {
        super.println(escaped(line));
    }

    private @Nullable String escaped(@Nullable String text) {
        synchronized (encoder) {
            if (text == null || encoder.canEncode(text)) {
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
}
