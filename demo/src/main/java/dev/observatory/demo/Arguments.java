package dev.observatory.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The parsed command line.
 *
 * @param help whether to print the usage and nothing else
 * @param agent whether to show live events if the agent is active
 * @param paths files and folders, at least one, which may not exist
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
            // An empty path would be the working folder, which "" is not intended to select.
            if (!arg.isEmpty()) {
                return Path.of(arg);
            }
        } catch (InvalidPathException notAPath) {
            // A text that is not a valid path on this system does not exist either.
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
