package dev.observatory.agent.cli;

import dev.observatory.agent.wire.SocketDirectory;
import dev.observatory.agent.wire.UnixFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where this process finds the files of a JVM, which may run as another user or in a container, with another root directory and another
 * process number.
 *
 * @param pid the number of the process for this process
 * @param pidInside the number of the process in its own container
 * @param root the root directory of the process, as a path for this process
 * @param owner the number of its user
 * @param user the name of its user, or the number if it has no name here
 */
record JvmFiles(long pid, long pidInside, Path root, int owner, String user) {
    private static final Path OWN_ROOT = Path.of("/");

    static JvmFiles of(long pid) throws IOException {
        ProcFs process = ProcFs.of(pid);
        if (!process.exists()) {
            return new JvmFiles(pid, pid, OWN_ROOT, UnixFile.ownUser(), System.getProperty("user.name"));
        }
        boolean isInContainer = !process.sharesFilesWith(ProcFs.ofThis());
        String owner = process.user();
        return new JvmFiles(
                pid,
                process.pidInside(pid),
                isInContainer ? process.folder().resolve("root") : OWN_ROOT,
                owner.isEmpty() ? UnixFile.ownUser() : Integer.parseUnsignedInt(owner),
                isInContainer
                        ? owner
                        : Files.getOwner(process.folder(), LinkOption.NOFOLLOW_LINKS)
                                .getName());
    }

    boolean isInContainer() {
        return !root.equals(OWN_ROOT);
    }

    boolean isOfThisUser() throws IOException {
        return owner == UnixFile.ownUser();
    }

    /** Returns the path that a file has for the JVM. */
    String inside(Path here) {
        return isInContainer() ? OWN_ROOT.resolve(root.relativize(here)).toString() : here.toString();
    }

    /** Returns the directory in which HotSpot has its files, whatever the program's directory for temporary files is. */
    Path temporary() {
        return root.resolve("tmp");
    }

    /**
     * Returns the directories in which the socket of the agent may be.
     *
     * @param chosen the folder that the user has chosen, absolute in the file system of the JVM; null for the usual ones
     */
    List<SocketDirectory> socketDirectories(@Nullable Path chosen) throws IOException {
        if (chosen != null) {
            return List.of(SocketDirectory.within(root, chosen, user, owner));
        }
        Set<SocketDirectory> found = new LinkedHashSet<>();
        if (!isInContainer() && isOfThisUser()) {
            found.addAll(SocketDirectory.candidates());
        }
        List<String> environment = ProcFs.of(pid).environment();
        found.addAll(SocketDirectory.candidates(root, user, owner, name -> valueOf(name, environment)));
        if (isInContainer()) {
            found.addAll(existingInContainer());
        }
        return List.copyOf(found);
    }

    private static String valueOf(String name, List<String> environment) {
        for (String variable : environment) {
            if (variable.startsWith(name + "=")) {
                return variable.substring(name.length() + 1);
            }
        }
        return "";
    }

    /** The user of the JVM may have a name there that is not known here. */
    private List<SocketDirectory> existingInContainer() throws IOException {
        List<SocketDirectory> existing = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary(), "observatory-*")) {
            for (Path folder : folders) {
                UnixFile found = UnixFile.of(folder);
                if (found.isPrivateDirectory() && found.owner() == owner) {
                    existing.add(new SocketDirectory(folder, owner));
                }
            }
        }
        return existing;
    }
}
