package dev.observatory.bench.attach;

import dev.observatory.bench.run.LiveProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folders of one program and of the commands that attach to it, so that whatever a tool writes is found, and is deleted with
 * them.
 *
 * @param user the home of the user, and the current directory of commands
 * @param temporary the folder for temporary files
 */
record ToolHome(Path user, Path temporary) {
    private static final Path SYSTEM = Path.of("/tmp");

    /** Creates the folders in a folder, which must not exist. */
    static ToolHome make(Path folder) throws IOException {
        return new ToolHome(
                Files.createDirectories(folder.resolve("user")), Files.createDirectories(folder.resolve("temporary")));
    }

    /** Returns the options that make a JVM use these folders. */
    List<String> jvmOptions() {
        return List.of("-Duser.home=" + user, "-Djava.io.tmpdir=" + temporary);
    }

    /** Starts a program that uses these folders; its error output goes to a file beside them, since tools write to it too. */
    LiveProgram start(String classPath, List<String> args) throws IOException {
        File errors = user.resolveSibling("program.err").toFile();
        return LiveProgram.start(jvmOptions(), classPath, args, ProcessBuilder.Redirect.to(errors));
    }

    /** Returns all files in these folders, and those of a process in the system's folder for temporary files. */
    Set<Path> files(String pid) throws IOException {
        Set<Path> files = new HashSet<>();
        for (Path folder : List.of(user, temporary)) {
            try (Stream<Path> all = Files.walk(folder)) {
                files.addAll(all.filter(path -> !Files.isDirectory(path)).collect(Collectors.toSet()));
            }
        }
        if (Files.isDirectory(SYSTEM)) {
            try (Stream<Path> all = Files.list(SYSTEM)) {
                files.addAll(
                        all.filter(path -> String.valueOf(path.getFileName()).matches("\\D*" + pid + "\\D*"))
                                .collect(Collectors.toSet()));
            }
        }
        return files;
    }
}
