package dev.observatory.agent.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A user of this machine other than the one who runs the tests. Only root can run programs as another user; {@code scripts/test} says so
 * where these tests are left out.
 */
public record OtherUser(String name, int number) {
    /** Users that every Linux distribution has, and that own nothing. */
    public static final OtherUser VICTIM = new OtherUser("daemon", 1);

    public static final OtherUser ATTACKER = new OtherUser("nobody", 65534);

    public static void assumeAvailable() {
        assumeTrue(
                System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "only root can run programs as another user, with [setpriv]");
    }

    /** Returns a command that is executed as this user. */
    public List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                "setpriv", "--reuid=" + number, "--regid=" + number, "--clear-groups", "env", "HOME=/nonexistent"));
        command.addAll(words);
        return command;
    }

    /** Runs the command line as this user. */
    public ForkedJvm.Result tool(Path jar, String... arguments) {
        List<String> words = new ArrayList<>(List.of(ForkedJvm.tool("java"), "-jar", jar.toString()));
        words.addAll(List.of(arguments));
        return ForkedJvm.launch(command(words), Map.of());
    }

    /** Runs the command line as this user, with a variable in its environment. */
    public ForkedJvm.Result tool(Path jar, Map<String, String> environment, String... arguments) {
        List<String> words = new ArrayList<>(List.of(ForkedJvm.tool("java"), "-jar", jar.toString()));
        words.addAll(List.of(arguments));
        return ForkedJvm.launch(command(words), environment);
    }

    /** Starts {@link com.acme.Attached} as this user. */
    public LiveJvm start(Path classes, String... options) {
        List<String> words = new ArrayList<>(List.of(ForkedJvm.tool("java")));
        words.addAll(List.of(options));
        words.addAll(List.of("-cp", classes.toString(), "com.acme.Attached"));
        LiveJvm jvm = LiveJvm.ofCommand(command(words));
        try {
            // A JVM of the same number that was killed may have left it, and only root could replace it.
            Files.deleteIfExists(Path.of("/tmp/.java_pid" + jvm.pid()));
            return jvm;
        } catch (IOException failure) {
            jvm.close();
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes this user the owner of a file. */
    public Path give(Path file) {
        try {
            for (String attribute : List.of("unix:uid", "unix:gid")) {
                Files.setAttribute(file, attribute, number, LinkOption.NOFOLLOW_LINKS);
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Copies a file or folder to where every user can read it. */
    public static Path publish(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
                } else {
                    Files.copy(file, copy);
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
                }
            }
            return to;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
