package dev.observatory.agent.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The standard output stream; remembers why writing failed, which a {@link PrintStream} does not. */
final class StandardOutput extends FileOutputStream {
    private @Nullable IOException failure;

    private StandardOutput() {
        super(FileDescriptor.out);
    }

    /** Replaces {@link System#out} and {@link System#err}. */
    static StandardOutput install() {
        StandardOutput created = new StandardOutput();
        System.setOut(new EscapingPrintStream(new BufferedOutputStream(created), charset("stdout.encoding")));
        System.setErr(new EscapingPrintStream(new FileOutputStream(FileDescriptor.err), charset("stderr.encoding")));
        return created;
    }

    /** Returns the encoding of the terminal, if there is one, or of the user's language. */
    private static Charset charset(String first) {
        for (String property : new String[] {first, "sun." + first, "native.encoding"}) {
            String name = System.getProperty(property);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return Charset.defaultCharset();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            super.write(bytes, from, length);
        } catch (IOException failed) {
            failure = failed;
            throw failed;
        }
    }

    /** Returns why writing failed; null if it did not, or only because the reader closed the pipe. */
    @Nullable
    String failure() {
        System.out.flush();
        String message = failure == null ? null : String.valueOf(failure.getMessage());
        return message == null || message.contains("Broken pipe") ? null : message;
    }
}
