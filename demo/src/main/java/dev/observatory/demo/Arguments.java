package dev.observatory.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param help whether to print the usage and nothing else
 * @param agent whether live events are wanted
 * @param paths files and folders, at least one; they need not exist
 */
record Arguments(boolean help, boolean agent, List<Path> paths) {

    static Arguments parse(String... args) throws UsageException {
        boolean help = false;
        boolean agent = true;
        boolean options = true;
        List<Path> paths = new ArrayList<>();
        for (String arg : args) {
            if (!options || !arg.startsWith("-")) {
                paths.add(path(arg));
                continue;
            }
            switch (arg) {
                case "-h", "--help" -> help = true;
                case "--no-agent" -> agent = false;
                case "--" -> options = false;
                default -> throw new UsageException("Unknown option: [" + arg + "]; --help lists the options");
            }
        }
        if (paths.isEmpty()) {
            paths.add(localMavenRepository());
        }
        return new Arguments(help, agent, List.copyOf(paths));
    }

    private static Path path(String arg) throws UsageException {
        try {
            // An empty path would mean the working folder, which nobody means by "".
            if (!arg.isEmpty()) {
                return Path.of(arg);
            }
        } catch (InvalidPathException notAPath) {
            // What is no path on this system does not exist on it either.
        }
        throw UsageException.noSuchPath(arg);
    }

    private static Path localMavenRepository() {
        String configured = System.getProperty("maven.repo.local", "");
        return configured.isEmpty()
                ? Path.of(System.getProperty("user.home", ""), ".m2", "repository")
                : Path.of(configured);
    }
}
