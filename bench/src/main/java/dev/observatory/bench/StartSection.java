package dev.observatory.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the agent adds to the start of a program that does nothing: whole processes, in turn. */
final class StartSection implements Section {
    private static final int ROUNDS = 20;

    @Override
    public void run(String agentJar) throws Exception {
        try (Scratch scratch = Scratch.make()) {
            Path noOpAgent = NoOpAgent.makeJar(scratch.folder());
            String ours = "-javaagent:" + agentJar;
            String empty = holding(EmptyMain.class, scratch);
            new Launches(
                            ROUNDS,
                            List.of(
                                    variant("none", List.of(), empty, EmptyMain.class),
                                    variant(
                                            "one that does nothing",
                                            List.of("-javaagent:" + noOpAgent),
                                            empty,
                                            EmptyMain.class),
                                    variant("ours, nothing tagged", List.of(ours), empty, EmptyMain.class),
                                    variant(
                                            "ours, one tagged class",
                                            List.of(ours),
                                            holding(OneTagged.class, scratch),
                                            OneTagged.class)))
                    .run()
                    .printAdded("Start of an empty main");
        }
        System.out.println("limit: 60 ms of wall time added with nothing tagged, 150 ms with one tagged class");
    }

    private static Launches.Variant variant(String name, List<String> options, String classPath, Class<?> main) {
        return new Launches.Variant(name, options, classPath, main.getName(), List.of());
    }

    /** A class path of that class and nothing else; the library is in the agent jar. */
    private static String holding(Class<?> type, Scratch scratch) throws IOException {
        Path classPath = scratch.folder().resolve(type.getSimpleName());
        Path file = classPath.resolve(type.getName().replace('.', '/') + ".class");
        try (InputStream code = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            if (code == null) {
                throw new IOException("class file of [" + type.getName() + "] not found");
            }
            Files.createDirectories(file.getParent());
            Files.write(file, code.readAllBytes());
        }
        return classPath.toString();
    }
}
