package dev.observatory.agent.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A stream of text in an encoding that may lack characters: these are escaped as in Java source, not replaced by question marks. */
final class EscapingPrintStream extends PrintStream {
    private final OutputEncoding encoding;

    EscapingPrintStream(OutputStream out, Charset charset) {
        super(out, true, charset);
        this.encoding = new OutputEncoding(charset);
    }

    OutputEncoding encoding() {
        return encoding;
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
        return text == null ? null : encoding.escaped(text);
    }

    /** Returns a writer that passes text on to a stream as text: one that encodes it would replace what the encoding lacks. */
    static PrintWriter writerTo(PrintStream out) {
        return new PrintWriter(
                new Writer() {
                    @Override
                    public void write(char[] text, int from, int length) {
                        out.print(new String(text, from, length));
                    }

                    @Override
                    public void flush() {
                        out.flush();
                    }

                    @Override
                    public void close() {
                        out.flush();
                    }
                },
                true);
    }
}
