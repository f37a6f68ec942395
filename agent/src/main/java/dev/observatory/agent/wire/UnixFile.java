package dev.observatory.agent.wire;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the file system records about one file. A symbolic link is described itself, never the file that it names. Users are identified
 * by their numbers, since in a container a number need not have a name.
 *
 * @param key identifies the file among all files, whatever its path
 * @param owner the number of the user who owns it
 * @param mode its type and permissions, as in {@code stat(2)}
 */
public record UnixFile(Object key, int owner, int mode) {
    /** The number of the superuser. */
    public static final int ROOT = 0;

    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int SOCKET = 0140000;
    private static final int PERMISSIONS = 0777;
    private static final int OWNER_ONLY = 0700;
    private static final int ANY_ACCESS_OF_OTHERS = 0077;
    private static final int WRITE_ACCESS_OF_OTHERS = 0022;
    private static final int STICKY = 01000;

    /**
     * Reads the attributes of a file.
     *
     * @param path its path
     * @return its attributes at this moment
     * @throws IOException if there is no such file, or this process may not search its directory
     */
    public static UnixFile of(Path path) throws IOException {
        return read(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Reads the attributes of the file that a link leads to, or of the file itself if it is no link. */
    static UnixFile ofTarget(Path path) throws IOException {
        return read(path);
    }

    private static UnixFile read(Path path, LinkOption... links) throws IOException {
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(path, "unix:fileKey,uid,mode", links);
        } catch (UnsupportedOperationException notUnix) {
            throw new IOException("the file system of [" + path + "] has no owners and permissions of files", notUnix);
        }
        return new UnixFile(
                requireNonNull(attributes.get("fileKey")), (Integer) requireNonNull(attributes.get("uid")), (Integer)
                        requireNonNull(attributes.get("mode")));
    }

    /**
     * Returns the effective user of this process. Programs can change the system property with the name of their user, and the name may
     * be absent in a container; the number always exists.
     *
     * @return the number of the user; the owner of the home directory on systems without {@code /proc}
     * @throws IOException if neither is known
     */
    public static int ownUser() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("Uid:")) {
                    return Integer.parseUnsignedInt(line.split("\\s+", -1)[2]);
                }
            }
        }
        return of(Path.of(System.getProperty("user.home"))).owner();
    }

    /**
     * Returns whether two descriptions are of the same file.
     *
     * @param other the other description
     * @return true if neither was replaced by another file
     */
    public boolean isSameAs(UnixFile other) {
        return key.equals(other.key);
    }

    /**
     * Returns whether it is a directory.
     *
     * @return false also for a link to a directory
     */
    public boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    /**
     * Returns whether it is a regular file.
     *
     * @return false also for links, pipes and devices
     */
    public boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }

    /**
     * Returns whether it is a Unix domain socket.
     *
     * @return false for everything else
     */
    public boolean isSocket() {
        return (mode & TYPE) == SOCKET;
    }

    /**
     * Returns whether its owner has all access to it, and no other user any.
     *
     * @return true if the permissions are {@code rwx------}
     */
    public boolean isPrivateDirectory() {
        return isDirectory() && (mode & PERMISSIONS) == OWNER_ONLY;
    }

    /**
     * Returns whether users other than the owner may read, write or execute it.
     *
     * @return true if any of these permissions is granted to the group or to everyone
     */
    public boolean isAccessibleToOthers() {
        return (mode & ANY_ACCESS_OF_OTHERS) != 0;
    }

    /**
     * Returns whether users other than the owner may change it.
     *
     * @return true if the group or everyone may write to it
     */
    public boolean isWritableByOthers() {
        return (mode & WRITE_ACCESS_OF_OTHERS) != 0;
    }

    boolean isOwnedByAny(int user, int superuser) {
        return owner == user || owner == superuser || owner == ROOT;
    }

    /** Returns whether users other than these two can replace files of the user in this directory. */
    boolean allowsReplacementOfFilesOf(int user, int superuser) {
        return !isOwnedByAny(user, superuser) || (isWritableByOthers() && (mode & STICKY) == 0);
    }

    /**
     * Returns the permissions as text.
     *
     * @return such as {@code rwxr-x---}
     */
    public String permissions() {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append(((mode >> bit) & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        return text.toString();
    }
}
