package dev.observatory.agent.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Where the command line prints: remembers what went wrong, which a {@link PrintStream} does not. */
final class StandardOutput extends FileOutputStream {
    private @Nullable IOException failure;

    private StandardOutput() {
        super(FileDescriptor.out);
    }

    /** Has everything printed through it. */
    static StandardOutput used() {
        StandardOutput made = new StandardOutput();
        System.setOut(new PrintStream(new BufferedOutputStream(made), true, charset()));
        return made;
    }

    /** The terminal's, if there is one, or that of the user's language. */
    private static Charset charset() {
        for (String property : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
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

    /** Why something could not be printed; null if all was, or if nobody reads any more: that is no failure. */
    @Nullable
    String failure() {
        System.out.flush();
        String message = failure == null ? null : String.valueOf(failure.getMessage());
        return message == null || message.contains("Broken pipe") ? null : message;
    }
}
