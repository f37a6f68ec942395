package dev.observatory.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts about a process from {@code /proc} on Linux. On other systems nothing is known, and no check fails for that. */
record ProcFs(Path folder) {
    private static final int SIGQUIT = 3;

    static ProcFs of(long pid) {
        return new ProcFs(Path.of("/proc", Long.toString(pid)));
    }

    static ProcFs ofThis() {
        return new ProcFs(Path.of("/proc/self"));
    }

    boolean exists() {
        return Files.isDirectory(folder);
    }

    /** Returns the value of a line of {@code status}; null if there is none. */
    @Nullable
    String status(String name) {
        try {
            for (String line : Files.readAllLines(folder.resolve("status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(name + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
        } catch (IOException gone) {
            return null;
        }
        return null;
    }

    /** Returns the number of the effective user; empty if unknown. */
    String user() {
        String line = status("Uid");
        return line == null ? "" : line.split("\\s+", -1)[1];
    }

    /** Returns whether the process has ended; it stays in the process table until its parent reads its exit code. */
    boolean hasEnded() {
        String state = status("State");
        return state != null && (state.startsWith("Z") || state.startsWith("X"));
    }

    /** Returns whether the process is stopped by a signal or a debugger. */
    boolean isStopped() {
        String state = status("State");
        return state != null && (state.startsWith("T") || state.startsWith("t"));
    }

    /** Returns whether the process handles the signal that starts the attach listener of a JVM; it ends other processes. */
    boolean handlesQuit() {
        String caught = status("SigCgt");
        return caught == null || ((Long.parseUnsignedLong(caught, 16) >>> (SIGQUIT - 1)) & 1) == 1;
    }

    /** Returns whether both processes see the same files, as far as is known. */
    boolean sharesFilesWith(ProcFs other) {
        return sameLink(other, "ns/mnt");
    }

    /** Returns the number that the process has in its own namespace; the given one if that is unknown. */
    long pidInside(long pid) {
        String numbers = status("NSpid");
        return numbers == null
                ? pid
                : Long.parseLong(
                        numbers.substring(numbers.lastIndexOf('\t') + 1).strip());
    }

    /** Returns whether this process may read the files of the process as that process sees them. */
    boolean hasReadableRoot() {
        return Files.isReadable(folder.resolve("root").resolve("tmp"));
    }

    /** Returns whether the working directory of the process was deleted. */
    boolean hasDeletedWorkingDirectory() {
        try {
            return Files.readSymbolicLink(folder.resolve("cwd")).toString().endsWith(" (deleted)");
        } catch (IOException notAllowed) {
            return false;
        }
    }

    /** Returns the library of the JVM that the process has loaded, as a path for that process; null if unknown. */
    @Nullable
    Path jvmLibrary() {
        try (BufferedReader maps = Files.newBufferedReader(folder.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                int path = line.indexOf('/');
                if (path >= 0 && line.endsWith("/libjvm.so")) {
                    return Path.of(line.substring(path));
                }
            }
        } catch (IOException | InvalidPathException notAllowed) {
            return null;
        }
        return null;
    }

    /** Returns the paths of the files that the process has open; empty if unknown. */
    List<String> openFiles() {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    open.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException | InvalidPathException closed) {
                    // Meanwhile, or its name is in no known encoding.
                }
            }
        } catch (IOException | DirectoryIteratorException notAllowed) {
            return open;
        }
        return open;
    }

    /** Returns its environment variables as they were when it started, each as {@code NAME=value}; empty if unknown. */
    List<String> environment() {
        return words("environ");
    }

    private boolean sameLink(ProcFs other, String link) {
        try {
            return Files.readSymbolicLink(folder.resolve(link))
                    .equals(Files.readSymbolicLink(other.folder.resolve(link)));
        } catch (IOException notAllowed) {
            return true;
        }
    }

    /** Returns whether the process has loaded the library of a JVM; true if unknown. */
    boolean hasJvm() {
        return hasJvm(true);
    }

    /** Returns whether the process has loaded the library of a JVM; if unknown, its command line decides. */
    boolean isKnownJvm() {
        return hasJvm(isLaunchedJava());
    }

    boolean isLaunchedJava() {
        List<String> words = commandLine();
        return !words.isEmpty() && words.get(0).matches("(.*/)?java(\\.exe)?");
    }

    private boolean hasJvm(boolean ifUnknown) {
        Path maps = folder.resolve("maps");
        if (!Files.exists(maps, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try {
            return Files.readString(maps, StandardCharsets.ISO_8859_1).contains("/libjvm.so");
        } catch (IOException notAllowed) {
            return ifUnknown;
        }
    }

    /** Returns its command line; empty if unknown. */
    List<String> commandLine() {
        return words("cmdline");
    }

    private List<String> words(String file) {
        try {
            List<String> words = new ArrayList<>(List.of(
                    new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8).split("\0", -1)));
            words.removeIf(String::isEmpty);
            return words;
        } catch (IOException notAllowed) {
            return List.of();
        }
    }
}
