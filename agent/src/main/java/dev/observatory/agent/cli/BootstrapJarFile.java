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
 * The file with the {@link BootstrapJar} for one JVM; it exists while the JVM loads it. Its name is the same each time, so that it is added
 * only once to the class path of the JVM, where it stays permanently.
 */
final class BootstrapJarFile implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final SocketDirectory directory;
    private final Path path;
    private final Object identity;

    private BootstrapJarFile(SocketDirectory directory, Path path, Object identity) {
        this.directory = directory;
        this.path = path;
        this.identity = identity;
    }

    /**
     * Writes the file, in the directory to which no other user has access.
     *
     * @throws IOException if it cannot be written, or other users have access to the directory
     */
    static BootstrapJarFile of(long pid, File agent) throws IOException {
        SocketDirectory directory = SocketDirectory.ofThisUser();
        Path path = directory.bootstrapJarOf(pid);
        for (int attempt = 1; ; attempt++) {
            directory.prepare();
            try {
                return written(directory, path, agent);
            } catch (NoSuchFileException failure) {
                // An agent may have deleted the directory together with the last file in it.
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    /** Moves a complete file into place, since another command may make the same JVM load its own at this moment. */
    private static BootstrapJarFile written(SocketDirectory directory, Path path, File agent) throws IOException {
        Path temporary =
                Files.createTempFile(directory.folder(), path.getFileName().toString(), null);
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                BootstrapJar.write(agent, out);
            }
            BootstrapJarFile file = new BootstrapJarFile(directory, path, identity(temporary));
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

    /** Deletes the file, unless another command has replaced it meanwhile. */
    @Override
    public void close() throws IOException {
        try {
            if (identity(path).equals(identity)) {
                directory.remove(path);
            }
        } catch (NoSuchFileException another) {
            // Another command replaced this file and has deleted its own.
        }
    }
}
