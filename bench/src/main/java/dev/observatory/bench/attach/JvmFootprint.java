package dev.observatory.bench.attach;

import dev.observatory.bench.run.LiveProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a running program consists of besides its objects, after garbage collections. Read from outside, by {@code jcmd} and in
 * {@code /proc}.
 *
 * @param classes the loaded classes, hidden ones included
 * @param loaders the class loaders
 * @param metaspaceBytes the metaspace in use
 * @param threads the Java threads, without those that the JVM starts and stops as it needs
 * @param listening the sockets that accept connections; empty where {@code /proc} does not exist
 * @param properties the system properties
 * @param files the files in the program's folders
 */
record JvmFootprint(
        long classes,
        long loaders,
        long metaspaceBytes,
        long threads,
        Set<String> listening,
        Map<String, String> properties,
        Set<Path> files) {
    /** The first listing of the properties sets one, and loads classes: it writes the date. */
    private static final String COMMANDS = """
            VM.system_properties
            GC.run
            GC.run
            VM.classloader_stats
            Thread.print
            VM.system_properties
            """;

    private static final Pattern LOADERS =
            Pattern.compile("(?m)^Total = (?<loaders>\\d+)\\s+(?<classes>\\d+)\\s+\\d+\\s+(?<bytes>\\d+)\\s*$");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(?<name>.*)\" #\\d+ ");
    private static final Pattern OF_THE_JVM = Pattern.compile("C\\d CompilerThread\\d+|Sweeper thread|Attach Listener");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^(?<name>[\\w.]+)=(?<value>.*)$");
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(?<inode>\\d+)]");

    /** Collects garbage in a program and reads its footprint. */
    static JvmFootprint of(LiveProgram program, ToolHome home) throws IOException, InterruptedException {
        Path commands = home.user().resolveSibling("jcmd.txt");
        Files.writeString(commands, COMMANDS);
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        program.pid(),
                        "-f",
                        commands.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException("Benchmark is wrong: jcmd printed [" + printed + "]");
        }
        return parse(printed, listening(Path.of("/proc", program.pid())), home.files(program.pid()));
    }

    static JvmFootprint parse(String printed, Set<String> listening, Set<Path> files) {
        Matcher totals = LOADERS.matcher(printed);
        if (!totals.find()) {
            throw new IllegalStateException("Benchmark is wrong: jcmd printed [" + printed + "]");
        }
        long threads = THREAD.matcher(printed)
                .results()
                .filter(thread -> !OF_THE_JVM.matcher(thread.group(1)).matches())
                .count();
        Map<String, String> properties = new HashMap<>();
        String last = printed.substring(printed.lastIndexOf("\n#"));
        PROPERTY.matcher(last).results().forEach(property -> properties.put(property.group(1), property.group(2)));
        return new JvmFootprint(
                Long.parseLong(totals.group("classes")),
                Long.parseLong(totals.group("loaders")),
                Long.parseLong(totals.group("bytes")),
                threads,
                listening,
                properties,
                files);
    }

    /** Returns the inodes of the sockets of a process that listen, of all families. */
    private static Set<String> listening(Path process) throws IOException {
        Set<String> own = new HashSet<>();
        Path descriptors = process.resolve("fd");
        if (!Files.isDirectory(descriptors)) {
            return own;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            for (Path descriptor : all.toList()) {
                Matcher socket =
                        SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
                if (socket.matches()) {
                    own.add(socket.group("inode"));
                }
            }
        }
        Set<String> listening = new HashSet<>();
        for (String family : List.of("tcp", "tcp6")) {
            addListening(process.resolve("net").resolve(family), 3, "0A", 9, listening);
        }
        addListening(process.resolve("net/unix"), 3, "00010000", 6, listening);
        listening.retainAll(own);
        return listening;
    }

    /** Adds the inodes of a table's rows with a state, given the columns of both, counted from zero. */
    private static void addListening(Path table, int stateColumn, String state, int inodeColumn, Set<String> inodes)
            throws IOException {
        if (!Files.exists(table)) {
            return; // Without IPv6, for example.
        }
        for (String row : Files.readAllLines(table)) {
            String[] columns = row.strip().split("\\s+", -1);
            if (columns.length > inodeColumn && columns[stateColumn].equals(state)) {
                inodes.add(columns[inodeColumn]);
            }
        }
    }

    /** Returns how much more there is than in an earlier footprint, by kind, metaspace in KiB; nothing is negative. */
    Map<String, Double> beyond(JvmFootprint before) {
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("classes", (double) (classes - before.classes));
        more.put("class loaders", (double) (loaders - before.loaders));
        more.put("metaspace", (metaspaceBytes - before.metaspaceBytes) / 1024.0);
        more.put("threads", (double) (threads - before.threads));
        more.put("listening sockets", (double) listening.stream()
                .filter(socket -> !before.listening.contains(socket))
                .count());
        more.put("system properties", (double) properties.entrySet().stream()
                .filter(property -> !property.getValue().equals(before.properties.get(property.getKey())))
                .count());
        more.put("files", (double)
                files.stream().filter(file -> !before.files.contains(file)).count());
        more.replaceAll((kind, count) -> Math.max(0, count));
        return more;
    }
}
