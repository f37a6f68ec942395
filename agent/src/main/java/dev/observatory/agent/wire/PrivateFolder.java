package dev.observatory.agent.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SocketDirectory} that was opened and checked. Its files are created, renamed and deleted relative to the open directory: if
 * another user replaces the directory at its path, nothing is created in, or deleted from, the replacement.
 *
 * <p>On systems where Java has no such operations they use paths, and the directory is checked again after each.
 */
public final class PrivateFolder implements Closeable {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final SocketDirectory directory;
    private final UnixFile identity;
    private final DirectoryStream<Path> open;
    private final @Nullable SecureDirectoryStream<Path> relative;

    private PrivateFolder(SocketDirectory directory, UnixFile identity, DirectoryStream<Path> open) {
        this.directory = directory;
        this.identity = identity;
        this.open = open;
        this.relative = open instanceof SecureDirectoryStream<Path> secure ? secure : null;
    }

    /** Opens an existing directory and checks that the open one is the one at the path. */
    @SuppressWarnings("StreamResourceLeak") // Closed with the folder.
    static PrivateFolder open(SocketDirectory directory) throws IOException {
        DirectoryStream<Path> open = Files.newDirectoryStream(directory.folder());
        try {
            UnixFile identity = directory.identity();
            PrivateFolder folder = new PrivateFolder(directory, identity, open);
            if (folder.relative != null
                    && !identity.key()
                            .equals(keyOf(folder.relative.getFileAttributeView(BasicFileAttributeView.class)))) {
                throw replaced(directory);
            }
            return folder;
        } catch (IOException | RuntimeException failure) {
            open.close();
            throw failure;
        }
    }

    private static IOException replaced(SocketDirectory directory) {
        return new IOException("[" + directory.folder() + "] was replaced by another directory while it was used");
    }

    private static @Nullable Object keyOf(BasicFileAttributeView view) throws IOException {
        return view.readAttributes().fileKey();
    }

    /**
     * Creates a file that only the owner of the directory can read and write.
     *
     * @param name the name of a file that does not exist yet
     * @return receives its content
     * @throws IOException if it exists, or cannot be created
     */
    public OutputStream create(String name) throws IOException {
        OutputStream out = relative == null
                ? Channels.newOutputStream(
                        Files.newByteChannel(directory.folder().resolve(name), NEW_FILE, OWNER_ONLY))
                : Channels.newOutputStream(relative.newByteChannel(Path.of(name), NEW_FILE, OWNER_ONLY));
        try {
            if (UnixFile.ownUser() != directory.owner()) { // Root creates it for another user.
                viewOf(name).setOwner(Files.getOwner(directory.folder(), LinkOption.NOFOLLOW_LINKS));
            }
            return out;
        } catch (IOException failure) {
            out.close();
            throw failure;
        }
    }

    private PosixFileAttributeView viewOf(String name) {
        return relative == null
                ? Files.getFileAttributeView(
                        directory.folder().resolve(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                : relative.getFileAttributeView(Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Creates an empty file; replaces the file with that name if there is one. */
    void replaceByEmpty(String name) throws IOException {
        delete(name);
        create(name).close();
    }

    /**
     * Renames a file; replaces the file with the new name if there is one.
     *
     * @param from the present name
     * @param to the new name
     * @throws IOException if that is not possible
     */
    public void rename(String from, String to) throws IOException {
        if (relative == null) {
            Path folder = directory.folder();
            Files.move(
                    folder.resolve(from),
                    folder.resolve(to),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } else {
            relative.move(Path.of(from), relative, Path.of(to));
        }
    }

    /**
     * Deletes a file.
     *
     * @param name its name
     * @return whether it existed
     * @throws IOException if it cannot be deleted
     */
    public boolean delete(String name) throws IOException {
        try {
            if (relative == null) {
                Files.delete(directory.folder().resolve(name));
            } else {
                relative.deleteFile(Path.of(name));
            }
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    /**
     * Deletes a file if it is still the one that is described.
     *
     * @param name its name
     * @param file the description
     * @throws IOException if it cannot be deleted
     */
    public void deleteIfSame(String name, UnixFile file) throws IOException {
        try {
            if (file.key().equals(keyOf(viewOf(name)))) {
                delete(name);
            }
        } catch (NoSuchFileException absent) {
            // Another process has deleted it.
        }
    }

    /**
     * Returns a file that others are about to open by its path, after checking that the path leads to the file in the open directory.
     *
     * @param name the name of a regular file or socket
     * @return its attributes
     * @throws IOException if the path leads elsewhere, or another user has access to the file
     */
    public UnixFile verified(String name) throws IOException {
        UnixFile file = UnixFile.of(directory.folder().resolve(name));
        if (!directory.identity().isSameAs(identity)
                || (relative != null && !file.key().equals(keyOf(viewOf(name))))) {
            throw replaced(directory);
        }
        if (file.owner() != directory.owner() || file.isAccessibleToOthers()) {
            throw new IOException("[" + directory.folder().resolve(name)
                    + "] must be accessible to its user only, but is owned by user number [" + file.owner() + "] with ["
                    + file.permissions() + "]");
        }
        return file;
    }

    /**
     * Returns the names of the files. To be called once at most.
     *
     * @return the names at this moment
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Path file : open) {
            names.add(String.valueOf(file.getFileName()));
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
