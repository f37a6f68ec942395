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
 * Where an agent can be met: a socket file named after its process, in a folder of its user that nobody else may enter. What the
 * process is given to load before lies there too.
 *
 * @param folder the folder
 */
public record SocketDirectory(Path folder) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_READS_AND_WRITES = PosixFilePermissions.fromString("rw-------");
    private static final String SUFFIX = ".socket";
    private static final String ENTRY = ".jar";
    private static final String REQUEST = ".request";
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})\\..*");

    /**
     * The folder of the user who runs this JVM. It does not depend on what a program says its folder for temporary files is, so that
     * both sides find it.
     *
     * @return the place; maybe not there yet
     */
    public static SocketDirectory ofThisUser() {
        String folder =
                System.getProperty("os.name").startsWith("Windows") ? System.getProperty("java.io.tmpdir") : "/tmp";
        return new SocketDirectory(Path.of(folder, "observatory-" + user()));
    }

    /** As the system calls the user: a program may say that it is somebody else, and in a container the user may have no name. */
    private static String user() {
        Path own = Path.of("/proc/self");
        try {
            if (Files.isDirectory(own)) {
                return Files.getOwner(own).getName();
            }
        } catch (IOException unknown) {
            // Then what the JVM knows must do.
        }
        return ProcessHandle.current().info().user().orElse(System.getProperty("user.name"));
    }

    /**
     * The socket of a process.
     *
     * @param pid its number
     * @return the file; there while an agent can be met
     */
    public Path socketOf(long pid) {
        return folder.resolve(pid + SUFFIX);
    }

    /**
     * What a process is given to load, so that an agent gets in.
     *
     * @param pid its number
     * @return the file; there while the process is asked to load it
     */
    public Path entryOf(long pid) {
        return folder.resolve(pid + ENTRY);
    }

    /**
     * Returns the file whose presence requests the agent of a process to listen.
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
     * @throws IOException if somebody else may have made it, or it cannot be deleted
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
     * Makes the folder, or checks the one that is there.
     *
     * @throws IOException if somebody else may have put something into it
     */
    public void prepare() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } catch (FileAlreadyExistsException another) {
                // Then that one is checked.
            }
        }
        check();
    }

    /**
     * Makes sure that the folder is this user's alone.
     *
     * @throws IOException if it is not, or is not there
     */
    public void check() throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String user = user();
        if (!attributes.isDirectory()
                || !attributes.owner().getName().equals(user)
                || !EnumSet.copyOf(attributes.permissions()).equals(OWNER_ONLY)) {
            throw new IOException("The folder [" + folder + "] must be a folder of user [" + user
                    + "] that nobody else may enter, but is "
                    + (attributes.isDirectory() ? "a folder" : "no folder") + " of ["
                    + attributes.owner().getName() + "] with ["
                    + PosixFilePermissions.toString(attributes.permissions()) + "]; have it deleted and try again");
        }
    }

    /**
     * Whether somebody listens at a socket. Who listens does not notice.
     *
     * @param socket its file
     * @return false if there is no such file, or it is one that a process left behind that was killed
     */
    public static boolean isAlive(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false); // Of a program that is stopped, others may have been waiting for long.
            channel.connect(UnixDomainSocketAddress.of(socket));
            return true;
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    /** Takes away the files of processes that have ended, and the folder if nothing else is there. */
    public void tidyUp() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (isOfDeadProcess(file) && !isAlive(file)) {
                    remove(file);
                }
            }
        } catch (IOException | DirectoryIteratorException notOurs) {
            // What cannot be read or changed stays; nobody is misled by it.
        }
    }

    /** A process that began after its file was made is another one, of the same number. One that is about to listen is spared. */
    private static boolean isOfDeadProcess(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(1)));
        if (process.isEmpty()) {
            return true;
        }
        Instant made = Files.getLastModifiedTime(file).toInstant();
        return process.get().info().startInstant().filter(made::isBefore).isPresent();
    }

    /**
     * Lets nobody but this user use a socket.
     *
     * @param socket its file
     * @throws IOException if that cannot be
     */
    public static void protect(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, OWNER_READS_AND_WRITES);
    }

    /**
     * Takes a file away, and the folder if it was the last one in it.
     *
     * @param file a socket or what a process was given to load
     * @throws IOException if that cannot be
     */
    public void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException others) {
            // Other processes meet here, or have left just now.
        }
    }
}
