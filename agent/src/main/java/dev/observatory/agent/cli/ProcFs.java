package dev.observatory.agent.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Linux tells of a process below {@code /proc}; on other systems nothing is known, and nothing refused for it. */
record ProcFs(Path folder) {
    private static final int SIGQUIT = 3;

    static ProcFs of(long pid) {
        return new ProcFs(Path.of("/proc", Long.toString(pid)));
    }

    static ProcFs ofThis() {
        return new ProcFs(Path.of("/proc/self"));
    }

    boolean isThere() {
        return Files.isDirectory(folder);
    }

    /** A line of {@code status} without its name; null if it is not there. */
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

    /** The effective user's number; empty if it cannot be told. */
    String user() {
        String line = status("Uid");
        return line == null ? "" : line.split("\\s+", -1)[1];
    }

    /** Whether it has ended, though it stays in the list of processes until its parent has asked how. */
    boolean hasEnded() {
        String state = status("State");
        return state != null && (state.startsWith("Z") || state.startsWith("X"));
    }

    /** Whether somebody has stopped the process. */
    boolean isStopped() {
        String state = status("State");
        return state != null && (state.startsWith("T") || state.startsWith("t"));
    }

    /** Whether the process handles the signal by which a JVM is asked to listen; any other would be ended by it. */
    boolean handlesQuit() {
        String caught = status("SigCgt");
        return caught == null || ((Long.parseUnsignedLong(caught, 16) >>> (SIGQUIT - 1)) & 1) == 1;
    }

    /** Whether both processes see the same processes and files, as far as this one may look. */
    boolean sharesContainerWith(ProcFs other) {
        return sameLink(other, "ns/pid") && sameLink(other, "ns/mnt") && hasOneNumber();
    }

    /** A process in a namespace of its own has another number there. */
    private boolean hasOneNumber() {
        String numbers = status("NSpid");
        String own = ofThis().status("NSpid");
        return numbers == null || own == null || numbers.split("\\s+", -1).length <= own.split("\\s+", -1).length;
    }

    private boolean sameLink(ProcFs other, String link) {
        try {
            return Files.readSymbolicLink(folder.resolve(link))
                    .equals(Files.readSymbolicLink(other.folder.resolve(link)));
        } catch (IOException notAllowed) {
            return true;
        }
    }

    /** Whether the library of a JVM is in the memory of the process; true if nobody may look. */
    boolean hasJvm() {
        return hasJvm(true);
    }

    /** The same, but if nobody may look the command line tells. */
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

    /** The words of its command line; empty if they cannot be told. */
    List<String> commandLine() {
        try {
            List<String> words =
                    new ArrayList<>(List.of(Files.readString(folder.resolve("cmdline"), StandardCharsets.UTF_8)
                            .split("\0", -1)));
            words.removeIf(String::isEmpty);
            return words;
        } catch (IOException notAllowed) {
            return List.of();
        }
    }
}
