package dev.observatory.bench;

import dev.observatory.bench.Launches.Wanted;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the agent adds to the start of a program that does nothing: whole processes, in turn. */
final class StartSection implements Section {
    private static final int ROUNDS = 20;

    @Override
    public void run(Setting setting, Results results) throws Exception {
        try (Scratch scratch = Scratch.make()) {
            String noOp = "-javaagent:" + NoOpAgent.makeJar(scratch.folder());
            List<String> ours = List.of(setting.agent());
            String empty = holding(EmptyMain.class, scratch);
            List<Launches.Variant> variants = List.of(
                    variant("no agent", List.of(), empty, EmptyMain.class),
                    variant("agent that does nothing", List.of(noOp), empty, EmptyMain.class),
                    variant("ours, nothing tagged", ours, empty, EmptyMain.class),
                    variant("ours, one tagged class", ours, holding(OneTagged.class, scratch), OneTagged.class));
            new Launches(setting.rounds(ROUNDS), variants)
                    .run()
                    .putAdded("start", results, List.of(Wanted.NOTHING, Wanted.NOTHING, atMost(60), atMost(150)));
        }
    }

    private static Wanted atMost(double millis) {
        return new Wanted(Goal.oursAtMost(millis), null, null);
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
