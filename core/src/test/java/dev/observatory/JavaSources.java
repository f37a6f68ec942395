package dev.observatory;

import dev.observatory.hook.EventHook;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/** Compiles source text against the library and returns the errors of the compiler. */
public final class JavaSources {
    private JavaSources() {}

    /**
     * Compiles all sources together, which is much faster than one by one.
     *
     * @param textByClass the source texts by class name
     * @param folder the folder for source and class files
     * @return the errors that the compiler reports; empty if there are none
     */
    public static String errorsIn(Map<String, String> textByClass, Path folder) throws IOException {
        Path library = Path.of(URI.create(EventHook.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        List<String> arguments =
                new ArrayList<>(List.of("-nowarn", "-proc:none", "-cp", library.toString(), "-d", folder.toString()));
        for (Map.Entry<String, String> source : textByClass.entrySet()) {
            Path file = folder.resolve(source.getKey() + ".java");
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int exit = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        return exit == 0 ? "" : output.toString();
    }
}
