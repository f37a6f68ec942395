package dev.observatory.agent.cli;

import dev.observatory.agent.wire.BootstrapJar;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The {@link BootstrapJar} of one JVM, there while that is asked to load it. It has the same name each time: the JVM puts the name on its
 * class path for ever, and once.
 */
final class EntryFile implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final SocketDirectory place;
    private final Path path;
    private final Object identity;

    private EntryFile(SocketDirectory place, Path path, Object identity) {
        this.place = place;
        this.path = path;
        this.identity = identity;
    }

    /**
     * Writes it, in the folder that nobody else may enter.
     *
     * @throws IOException if it cannot be written, or the folder is not this user's alone
     */
    static EntryFile of(long pid, File agent) throws IOException {
        SocketDirectory place = SocketDirectory.ofThisUser();
        Path path = place.entryOf(pid);
        for (int attempt = 1; ; attempt++) {
            place.prepare();
            try {
                return written(place, path, agent);
            } catch (NoSuchFileException failure) {
                // An agent may have taken the folder away, as the last one in it.
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    /** Another command may have the same JVM load its own at this moment: either finds a whole file. */
    private static EntryFile written(SocketDirectory place, Path path, File agent) throws IOException {
        Path temporary = Files.createTempFile(place.folder(), path.getFileName().toString(), null);
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                BootstrapJar.write(agent, out);
            }
            EntryFile file = new EntryFile(place, path, identity(temporary));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file : key;
    }

    String path() {
        return path.toString();
    }

    /** Takes it away again, unless another command has put its own there meanwhile. */
    @Override
    public void close() throws IOException {
        try {
            if (identity(path).equals(identity)) {
                place.remove(path);
            }
        } catch (NoSuchFileException another) {
            // Has taken its own away, which had replaced this one.
        }
    }
}
