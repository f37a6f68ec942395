package dev.observatory.bench.attach;

import dev.observatory.bench.run.LiveProgram;
import dev.observatory.bench.run.ObservatoryCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arthas, started through its {@code arthas-boot.jar} with a batch of one command, and without its port for browsers. Its agent
 * stays in the program, listening on a port, until the command {@code stop}. Not thread-safe.
 */
final class ArthasTool implements AttachTool {
    /** More calls than are made; the default is a hundred. */
    private static final String UNLIMITED = "1000000000";

    private final Path folder;
    private final Map<String, Integer> ports = new HashMap<>();

    /**
     * Creates the tool.
     *
     * @param folder the folder with the unpacked distribution
     */
    ArthasTool(Path folder) {
        this.folder = folder;
    }

    @Override
    public String title() {
        return "Arthas";
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<String> watch(LiveProgram program, ToolHome home, WatchedMethod method, int number, boolean isOne)
            throws IOException {
        if (!ports.containsKey(program.pid())) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put(program.pid(), free.getLocalPort());
            }
        }
        String limit = isOne ? "1" : UNLIMITED;
        return run(
                program,
                home,
                "watch " + method.type() + " " + method.name() + " '{params,returnObj}' -x 2 -n " + limit);
    }

    private List<String> run(LiveProgram program, ToolHome home, String batch) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ObservatoryCommand.JVM_OPTIONS);
        command.addAll(home.jvmOptions());
        command.addAll(List.of(
                "-jar",
                folder.resolve("arthas-boot.jar").toString(),
                "--arthas-home",
                folder.toString(),
                "--telnet-port",
                String.valueOf(ports.get(program.pid())),
                "--http-port",
                "-1",
                "-c",
                batch,
                program.pid()));
        return command;
    }

    @Override
    public boolean isEvent(String line, WatchedMethod method) {
        return line.contains("method=" + method.type() + "." + method.name() + " ");
    }

    @Override
    public List<String> leave(LiveProgram program, ToolHome home) {
        return run(program, home, "stop");
    }
}
