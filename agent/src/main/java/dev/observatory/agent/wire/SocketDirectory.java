package dev.observatory.agent.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory through which the command line finds agents: it holds a socket named after each process with an active agent, and the
 * jars that a process loads while an agent is loaded into it. No other user has access to it.
 *
 * <p>It is created when it is needed and never deleted: between deleting and creating it by name, another user could create it.
 *
 * @param folder the path of the directory
 * @param owner the number of the user who owns it
 */
public record SocketDirectory(Path folder, int owner) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_READS_AND_WRITES = PosixFilePermissions.fromString("rw-------");
    private static final String PREFIX = "observatory-";
    private static final String SUFFIX = ".socket";
    private static final String REQUEST = ".request";
    private static final String OUTCOME = ".outcome";
    private static final String DETACHED = ".detached";
    private static final Pattern CONTAINER_ROOT = Pattern.compile("^/proc/[0-9]+/root");
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})\\..*");

    /** Written out, since the methods of records link method handles, which takes a tenth of the time of a command. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SocketDirectory that && owner == that.owner && folder.equals(that.folder);
    }

    @Override
    public int hashCode() {
        return folder.hashCode();
    }

    /**
     * Returns whether files on this system have owners and permissions that keep other users out.
     *
     * @return false on Windows, where these directories cannot be used
     */
    public static boolean isSupported() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    }

    /**
     * Returns a directory of the user who runs this JVM.
     *
     * @param path its path
     * @return the directory; may not exist yet
     * @throws IOException if the user is unknown
     */
    public static SocketDirectory ofThisUserAt(String path) throws IOException {
        return new SocketDirectory(Path.of(path), UnixFile.ownUser());
    }

    /**
     * Returns the path of the directory.
     *
     * @return as text
     */
    public String path() {
        return folder.toString();
    }

    /**
     * Returns the usual directory of the user who runs this JVM. It does not depend on the program's directory for temporary files, so
     * that both sides find it.
     *
     * @return the directory; may not exist yet
     * @throws IOException if the user is unknown
     */
    public static SocketDirectory ofThisUser() throws IOException {
        return new SocketDirectory(usualParent().resolve(PREFIX + userName()), UnixFile.ownUser());
    }

    private static Path usualParent() {
        return Path.of("/tmp");
    }

    /** Returns the name of the user in the system: a program may override its own, and in a container a user may have none. */
    private static String userName() {
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
     * Returns the directories that a user may use, the usual one first. The others serve if another user has taken its name.
     *
     * @param root the root of the file system in which they are
     * @param user the name of the user
     * @param owner the number of the user
     * @param environment the values of environment variables, empty if not set; {@code XDG_RUNTIME_DIR} and {@code TMPDIR} are read
     * @return the directories; may not exist yet
     */
    public static List<SocketDirectory> candidates(
            Path root, String user, int owner, UnaryOperator<String> environment) {
        List<Path> folders = new ArrayList<>();
        addTo(folders, root, usualParent().toString(), PREFIX + user);
        addTo(folders, root, environment.apply("XDG_RUNTIME_DIR"), "observatory");
        addTo(folders, root, environment.apply("TMPDIR"), PREFIX + user);
        return folders.stream()
                .distinct()
                .map(folder -> new SocketDirectory(folder, owner))
                .toList();
    }

    private static void addTo(List<Path> folders, Path root, String parent, String name) {
        if (parent.startsWith("/")) {
            folders.add(root.resolve(parent.substring(1)).resolve(name).normalize());
        }
    }

    /**
     * Returns the directories that the user who runs this JVM may use.
     *
     * @return the directories; may not exist yet
     * @throws IOException if the user is unknown
     */
    public static List<SocketDirectory> candidates() throws IOException {
        return candidates(Path.of("/"), userName(), UnixFile.ownUser(), name -> {
            String value = System.getenv(name);
            return value == null ? "" : value;
        });
    }

    /**
     * Returns the directory within a folder that a user has chosen for it.
     *
     * @param root the root of the file system in which the folder is
     * @param folder the absolute path of the folder there
     * @param user the name of the user
     * @param owner the number of the user
     * @return the directory; may not exist yet
     */
    public static SocketDirectory within(Path root, Path folder, String user, int owner) {
        return new SocketDirectory(
                root.resolve(folder.toString().substring(1))
                        .resolve(PREFIX + user)
                        .normalize(),
                owner);
    }

    /**
     * Creates the first of several directories that can be used, or checks it if it exists.
     *
     * @param candidates the directories
     * @return the first one to which no other user has access
     * @throws IOException if there is none; the message has the reason for each
     */
    public static SocketDirectory firstUsable(List<SocketDirectory> candidates) throws IOException {
        List<String> reasons = new ArrayList<>();
        for (SocketDirectory candidate : candidates) {
            try {
                candidate.prepare();
                return candidate;
            } catch (IOException refused) {
                reasons.add(
                        refused instanceof NoSuchFileException
                                ? "[" + candidate.folder.getParent() + "] does not exist"
                                : String.valueOf(refused.getMessage()));
            }
        }
        throw new IOException(String.join("; ", reasons));
    }

    /**
     * Returns the socket of a process.
     *
     * @param pid the process number
     * @return the file; exists while an agent accepts connections
     */
    public Path socketOf(long pid) {
        return folder.resolve(socketNameOf(pid));
    }

    private static String socketNameOf(long pid) {
        return pid + SUFFIX;
    }

    /**
     * Returns the name of the file whose presence requests the agent of a process to accept connections.
     *
     * @param pid the number of the process
     * @param requester distinguishes this request from those of other commands
     * @return a name; the file is deleted by the agent that accepts the request
     */
    public static String requestOf(long pid, String requester) {
        return pid + "." + requester + REQUEST;
    }

    /**
     * Accepts all requests to a process.
     *
     * @param pid the number of the process
     * @return the names of the requests; empty if there is none
     * @throws IOException if another user may have created one, or it cannot be deleted
     */
    public List<String> acceptRequests(long pid) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<String> accepted = new ArrayList<>();
        try (PrivateFolder files = PrivateFolder.open(this)) {
            for (String name : files.names()) {
                if (name.startsWith(pid + ".") && name.endsWith(REQUEST) && files.delete(name)) {
                    accepted.add(name);
                }
            }
        }
        return accepted;
    }

    /**
     * Notes that the agent has acted on a request: either it accepts connections now, or it cannot.
     *
     * @param request the name of the request
     * @throws IOException if the note cannot be written
     */
    public void noteOutcome(String request) throws IOException {
        try (PrivateFolder files = open()) {
            files.replaceByEmpty(request + OUTCOME);
        }
    }

    /**
     * Deletes the note that the agent has acted on a request.
     *
     * @param request the name of the request
     * @return whether there was one
     * @throws IOException if it cannot be deleted
     */
    public boolean takeOutcome(String request) throws IOException {
        try (PrivateFolder files = open()) {
            return files.delete(request + OUTCOME);
        }
    }

    /**
     * Notes that the agent of a process has detached, which its options and open files do not show.
     *
     * @param pid the number of the process
     * @throws IOException if the note cannot be written
     */
    public void noteDetached(long pid) throws IOException {
        try (PrivateFolder files = open()) {
            files.replaceByEmpty(pid + DETACHED);
        }
    }

    /**
     * Deletes the note that the agent of a process has detached.
     *
     * @param pid the number of the process
     * @throws IOException if it cannot be deleted
     */
    public void noteAttached(long pid) throws IOException {
        try (PrivateFolder files = open()) {
            files.delete(pid + DETACHED);
        }
    }

    /**
     * Returns whether the agent of a process has detached, and none was attached since then.
     *
     * @param pid the number of the process
     * @return true if it has noted so in this directory
     */
    public boolean hasDetached(long pid) {
        try {
            check();
            return Files.exists(folder.resolve(pid + DETACHED), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException absentOrForeign) {
            return false;
        }
    }

    /**
     * Creates the directory, or checks the existing one, and opens it.
     *
     * @return the open directory
     * @throws IOException if it cannot be created, or other users have access to it
     */
    public PrivateFolder open() throws IOException {
        prepare();
        return PrivateFolder.open(this);
    }

    /**
     * Creates the directory, or checks the existing one.
     *
     * @throws IOException if it cannot be created, or other users have access to it
     */
    public void prepare() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            requireSafeParent();
            try {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                if (UnixFile.ownUser() != owner) { // Root creates it for another user.
                    give(folder, owner);
                }
            } catch (FileAlreadyExistsException another) {
                // The other one is checked.
            }
        }
        check();
    }

    /** Changes the owner of a directory that was just created; numbers without a name are accepted as names. */
    private static void give(Path folder, int owner) throws IOException {
        UserPrincipal user =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(Integer.toString(owner));
        Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setOwner(user);
    }

    /**
     * Checks that only its user has access to the directory, and that no other user can replace it.
     *
     * @throws IOException if other users have access to it, or it does not exist
     */
    public void check() throws IOException {
        identity();
    }

    /** Returns the directory's attributes after checking them. */
    UnixFile identity() throws IOException {
        UnixFile found = UnixFile.of(folder);
        if (!found.isPrivateDirectory() || found.owner() != owner) {
            throw new IOException("[" + folder + "] must be a directory of user [" + nameOf(owner)
                    + "] to which no other user has access, but is "
                    + (found.isDirectory() ? "a directory" : "another kind of file") + " owned by ["
                    + Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName() + "] with ["
                    + found.permissions()
                    + "]; "
                    + (found.owner() == owner
                            ? "delete it and try again"
                            : "that user or root can delete it; [--socket-dir DIR] or the variable"
                                    + " [XDG_RUNTIME_DIR] names another place"));
        }
        requireSafeParent();
        return found;
    }

    private String nameOf(int user) {
        try {
            return user == UnixFile.ownUser() ? userName() : Integer.toString(user);
        } catch (IOException unknown) {
            return Integer.toString(user);
        }
    }

    /** No directory on the path may allow another user to replace the next one. */
    private void requireSafeParent() throws IOException {
        int superuser = UnixFile.ofTarget(fileSystemRoot()).owner();
        for (Path parent = folder.getParent(); parent != null; parent = parent.getParent()) {
            UnixFile found = UnixFile.of(parent);
            boolean isUnsafeLink = !found.isDirectory() && !found.isOwnedByAny(owner, superuser);
            if (isUnsafeLink || UnixFile.ofTarget(parent).allowsReplacementOfFilesOf(owner, superuser)) {
                throw new IOException("[" + folder + "] can be replaced by another user, since [" + parent
                        + "] is owned by user number [" + found.owner() + "] with [" + found.permissions()
                        + "]; name another place with [--socket-dir DIR]");
            }
        }
    }

    /** In a container the owner of everything may have another number. */
    private Path fileSystemRoot() {
        Matcher container = CONTAINER_ROOT.matcher(folder.toString());
        return Path.of(container.find() ? container.group() : "/");
    }

    /**
     * Returns whether an agent of the directory's user accepts connections for a process, without any effect on it.
     *
     * @param pid the process number
     * @return false if there is no such socket, another user could have created it, or a killed process left it behind
     */
    public boolean hasListener(long pid) {
        try {
            check();
            UnixFile found = UnixFile.of(socketOf(pid));
            return found.isSocket() && found.owner() == owner && isAlive(socketOf(pid));
        } catch (IOException absentOrForeign) {
            return false;
        }
    }

    /**
     * Returns whether a process accepts connections at a socket, without any effect on it.
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

    /** Deletes the files of processes that have ended. */
    public void deleteStaleFiles() {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (PrivateFolder files = PrivateFolder.open(this)) {
            for (String name : files.names()) {
                Path file = folder.resolve(name);
                if (isOfDeadProcess(file) && !isAlive(file)) {
                    files.delete(name);
                }
            }
        } catch (IOException | DirectoryIteratorException notOurs) {
            // Files that stay have no effect.
        }
    }

    /** A process that began after its file was created is another one with the same number. The file of a starting agent is kept. */
    private static boolean isOfDeadProcess(Path file) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(1)));
        if (process.isEmpty()) {
            return true;
        }
        Instant created =
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
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
     * Deletes a socket if it is still the one that is described.
     *
     * @param pid the number of its process
     * @param socket the description; null to delete any
     * @throws IOException if it cannot be deleted
     */
    public void removeSocket(long pid, @Nullable UnixFile socket) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (PrivateFolder files = PrivateFolder.open(this)) {
            if (socket == null) {
                files.delete(socketNameOf(pid));
            } else {
                files.deleteIfSame(socketNameOf(pid), socket);
            }
        }
    }

    /**
     * Returns the attributes of the socket of a process, after checking that no other user can have created it.
     *
     * @param pid the number of the process
     * @return the attributes
     * @throws IOException if it is missing, or not a socket of the directory's user
     */
    public UnixFile verifiedSocket(long pid) throws IOException {
        try (PrivateFolder files = PrivateFolder.open(this)) {
            UnixFile found = files.verified(socketNameOf(pid));
            if (!found.isSocket()) {
                throw new IOException("[" + socketOf(pid) + "] is not a socket");
            }
            return found;
        }
    }
}
