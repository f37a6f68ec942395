package dev.observatory.agent.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory through which the command line finds agents: it holds a socket named after each process with an active agent, and the
 * {@link BootstrapJar} of each process while the agent is loaded into it. No other user has access to it.
 *
 * @param folder the path of the directory
 */
public record SocketDirectory(Path folder) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_READS_AND_WRITES = PosixFilePermissions.fromString("rw-------");
    private static final String SUFFIX = ".socket";
    private static final String BOOTSTRAP_JAR = ".jar";
    private static final String REQUEST = ".request";
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})\\..*");

    /**
     * Returns the directory of the user who runs this JVM. It does not depend on the program's directory for temporary files, so that both
     * sides find it.
     *
     * @return the directory; may not exist yet
     */
    public static SocketDirectory ofThisUser() {
        String folder =
                System.getProperty("os.name").startsWith("Windows") ? System.getProperty("java.io.tmpdir") : "/tmp";
        return new SocketDirectory(Path.of(folder, "observatory-" + user()));
    }

    /** Returns the name of the user in the system: a program may override its own, and in a container a user may have none. */
    private static String user() {
        Path own = Path.of("/proc/self");
        try {
            if (Files.isDirectory(own)) {
                return Files.getOwner(own).getName();
            }
        } catch (IOException unknown) {
            // The JVM's own knowledge follows.
        }
        return ProcessHandle.current().info().user().orElse(System.getProperty("user.name"));
    }

    /**
     * Returns the socket of a process.
     *
     * @param pid the process number
     * @return the file; exists while an agent accepts connections
     */
    public Path socketOf(long pid) {
        return folder.resolve(pid + SUFFIX);
    }

    /**
     * Returns the {@link BootstrapJar} of a process.
     *
     * @param pid the process number
     * @return the file; exists while the process loads it
     */
    public Path bootstrapJarOf(long pid) {
        return folder.resolve(pid + BOOTSTRAP_JAR);
    }

    /**
     * Returns the file whose presence requests the agent of a process to accept connections.
     *
     * @param pid the number of the process
     * @return the file; deleted by the agent that accepts the request
     */
    public Path requestOf(long pid) {
        return folder.resolve(pid + REQUEST);
    }

    /**
     * Accepts the request to a process, if there is one.
     *
     * @param pid the number of the process
     * @return whether there was one
     * @throws IOException if another user may have created it, or it cannot be deleted
     */
    public boolean acceptRequest(long pid) throws IOException {
        Path request = requestOf(pid);
        if (!Files.exists(request)) {
            return false;
        }
        check();
        return Files.deleteIfExists(request);
    }

    /**
     * Creates the directory, or checks the existing one.
     *
     * @throws IOException if it cannot be created, or other users have access to it
     */
    public void prepare() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } catch (FileAlreadyExistsException another) {
                // The other one is checked.
            }
        }
        check();
    }

    /**
     * Checks that only this user has access to the directory.
     *
     * @throws IOException if other users have access to it, or it does not exist
     */
    public void check() throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String user = user();
        if (!attributes.isDirectory()
                || !attributes.owner().getName().equals(user)
                || !EnumSet.copyOf(attributes.permissions()).equals(OWNER_ONLY)) {
            throw new IOException("[" + folder + "] must be a directory of user [" + user
                    + "] to which no other user has access, but is "
                    + (attributes.isDirectory() ? "a directory" : "another kind of file") + " owned by ["
                    + attributes.owner().getName() + "] with ["
                    + PosixFilePermissions.toString(attributes.permissions()) + "]; delete it and try again");
        }
    }

    /**
     * Returns whether an agent accepts connections at a socket, without any effect on it.
     *
     * @param socket the file
     * @return false if there is no such file, or a killed process left it behind
     */
    public static boolean isAlive(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false); // The backlog of a stopped program may be full.
            channel.connect(UnixDomainSocketAddress.of(socket));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Deletes the files of processes that have ended, and the directory if nothing else is in it. */
    public void deleteStaleFiles() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (isOfDeadProcess(file) && !isAlive(file)) {
                    remove(file);
                }
            }
        } catch (IOException | DirectoryIteratorException notOurs) {
            // Files that stay have no effect.
        }
    }

    /** A process that began after its file was created is another one with the same number. The file of a starting agent is kept. */
    private static boolean isOfDeadProcess(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(1)));
        if (process.isEmpty()) {
            return true;
        }
        Instant created = Files.getLastModifiedTime(file).toInstant();
        return process.get().info().startInstant().filter(created::isBefore).isPresent();
    }

    /**
     * Denies other users access to a socket.
     *
     * @param socket the file
     * @throws IOException if its permissions cannot be changed
     */
    public static void protect(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, OWNER_READS_AND_WRITES);
    }

    /**
     * Deletes a file, and the directory if it was the last one in it.
     *
     * @param file a socket or a {@link BootstrapJar}
     * @throws IOException if it cannot be deleted
     */
    public void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException others) {
            // Other processes use the directory, or have just deleted it.
        }
    }
}
