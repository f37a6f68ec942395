package dev.observatory.bench.attach;

import dev.observatory.bench.run.LiveProgram;
import dev.observatory.bench.run.ObservatoryCommand;
import dev.observatory.bench.run.Processes;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BTrace, with a script that prints the calls of a method. Its agent stays in the program, listening on a port: no command
 * removes it. Every command gets a script with another name, since BTrace 2.2.6 shows nothing for a compiled script
 * that has run in the program before. Not thread-safe.
 */
final class BTraceTool implements AttachTool {
    private static final List<String> EXPORTS =
            List.of("--add-exports", "jdk.internal.jvmstat/sun.jvmstat.monitor=ALL-UNNAMED");
    private static final int FIRST_UNSUPPORTED_JDK = 25;

    private final Path libraries;
    private final Path scripts;
    private final boolean isCompiledBefore;
    private final Map<String, Integer> ports = new HashMap<>();

    /**
     * Creates the tool.
     *
     * @param libraries the folder with BTrace's jars
     * @param scripts an existing folder for scripts
     * @param isCompiledBefore whether commands get scripts that {@code btracec} has compiled, not source text
     */
    BTraceTool(Path libraries, Path scripts, boolean isCompiledBefore) {
        this.libraries = libraries;
        this.scripts = scripts;
        this.isCompiledBefore = isCompiledBefore;
    }

    @Override
    public String title() {
        return isCompiledBefore ? "BTrace, script compiled" : "BTrace";
    }

    @Override
    public boolean isVariant() {
        return isCompiledBefore;
    }

    @Override
    public boolean isAvailable() {
        return isSupported();
    }

    /** Returns whether BTrace supports this JDK: on 25 the agent of 2.2.6 receives the script and never answers. */
    static boolean isSupported() {
        return Runtime.version().feature() < FIRST_UNSUPPORTED_JDK;
    }

    @Override
    public List<String> watch(LiveProgram program, ToolHome home, WatchedMethod method, int number, boolean isOne)
            throws IOException, InterruptedException {
        if (!ports.containsKey(program.pid())) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put(program.pid(), free.getLocalPort());
            }
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ObservatoryCommand.JVM_OPTIONS);
        command.addAll(home.jvmOptions());
        command.addAll(EXPORTS);
        command.addAll(List.of(
                "-cp",
                client(),
                "org.openjdk.btrace.client.Main",
                "-p",
                String.valueOf(ports.get(program.pid())),
                program.pid(),
                script(method, number, isOne).toString()));
        return command;
    }

    private String client() {
        return libraries.resolve("btrace-client.jar").toString();
    }

    /** Returns the script to pass to a command; each is written, and compiled, once. */
    private Path script(WatchedMethod method, int number, boolean isOne) throws IOException, InterruptedException {
        String name = "Watch" + method.name() + (isOne ? "Once" : "All") + number;
        Path source = scripts.resolve(name + ".java");
        Path compiled = scripts.resolve(name + ".class");
        if (!Files.exists(source)) {
            Files.writeString(source, text(name, method, isOne));
        }
        if (!isCompiledBefore) {
            return source;
        }
        if (!Files.exists(compiled)) {
            List<String> options = new ArrayList<>(EXPORTS);
            options.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
            Processes.java(
                    options,
                    client(),
                    "org.openjdk.btrace.compiler.Compiler",
                    List.of(
                            "-cp",
                            client() + File.pathSeparator + scripts,
                            "-d",
                            scripts.toString(),
                            source.toString()));
        }
        return compiled;
    }

    private static String text(String name, WatchedMethod method, boolean isOne) {
        String end = isOne ? "exit(0);" : "";
        return """
                import org.openjdk.btrace.core.annotations.*;
                import static org.openjdk.btrace.core.BTraceUtils.*;

                @BTrace
                public class %s {
                    @OnMethod(clazz = "%s", method = "%s", location = @Location(Kind.RETURN))
                    public static void call(
                            @ProbeClassName String type,
                            @ProbeMethodName String method,
                            int argument,
                            @Return int result,
                            @Duration long nanos) {
                        String call = strcat(strcat(type, "."), strcat(method, strcat("(", strcat(str(argument), ") = "))));
                        println(strcat(strcat(call, str(result)), strcat(" in ns: ", str(nanos))));
                        %s
                    }
                }
                """.formatted(name, method.type(), method.name(), end);
    }

    @Override
    public boolean isEvent(String line, WatchedMethod method) {
        return line.contains(method.type() + "." + method.name() + "(");
    }

    @Override
    public List<String> leave(LiveProgram program, ToolHome home) {
        return List.of();
    }
}
