package dev.observatory.agent.wire;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.UUID;

/**
 * The two jars that a JVM opens while the agent is loaded into it: the {@link BootstrapJar}, and a copy of the agent's jar. They are in
 * the directory to which no other user has access, and exist until the JVM has opened them. So what becomes of the original jar
 * afterwards, which may be anywhere, has no effect on the JVM.
 *
 * <p>The bootstrap jar has the same name each time, so that it is added only once to the class path of the JVM, where it stays.
 */
public final class LoadableJars implements AutoCloseable {
    private static final String SUFFIX = ".jar";

    private final SocketDirectory directory;
    private final PrivateFolder folder;
    private final String bootstrap;
    private final String agent;
    private final String first;
    private final UnixFile bootstrapFile;

    private LoadableJars(
            SocketDirectory directory,
            PrivateFolder folder,
            String bootstrap,
            String agent,
            String first,
            UnixFile bootstrapFile) {
        this.directory = directory;
        this.folder = folder;
        this.bootstrap = bootstrap;
        this.agent = agent;
        this.first = first;
        this.bootstrapFile = bootstrapFile;
    }

    /**
     * Writes both jars.
     *
     * @param directory where to write them
     * @param pid the number of the process that will load them
     * @param agent the agent's own jar
     * @param hasWorkingDirectory false if the working directory of that process was deleted
     * @return the jars; to be closed once the process has loaded them
     * @throws IOException if they cannot be written, or other users have access to the directory
     */
    public static LoadableJars write(SocketDirectory directory, long pid, File agent, boolean hasWorkingDirectory)
            throws IOException {
        PrivateFolder folder = directory.open();
        String unique = pid + "." + UUID.randomUUID();
        String copy = unique + ".agent" + SUFFIX;
        String temporary = unique + SUFFIX;
        String first = unique + ".first" + SUFFIX;
        String bootstrap = pid + SUFFIX;
        boolean isComplete = false;
        try {
            try (InputStream in = Files.newInputStream(agent.toPath());
                    OutputStream out = folder.create(copy)) {
                in.transferTo(out);
            }
            folder.verified(copy);
            File copied = directory.folder().resolve(copy).toFile();
            try (OutputStream out = folder.create(temporary)) {
                if (hasWorkingDirectory) {
                    BootstrapJar.write(copied, out);
                } else {
                    BootstrapJar.writeSecond(copied, first, out);
                }
            }
            if (!hasWorkingDirectory) {
                try (OutputStream out = folder.create(first)) {
                    BootstrapJar.writeFirst(copied, out);
                }
                folder.verified(first);
            }
            // Complete when it appears, since another command may make the same JVM load its own at this moment.
            folder.rename(temporary, bootstrap);
            LoadableJars jars = new LoadableJars(directory, folder, bootstrap, copy, first, folder.verified(bootstrap));
            isComplete = true;
            return jars;
        } finally {
            if (!isComplete) {
                delete(folder, copy, temporary, first);
            }
        }
    }

    private static void delete(PrivateFolder folder, String... names) throws IOException {
        try (folder) {
            for (String name : names) {
                folder.delete(name);
            }
        }
    }

    /**
     * Returns the jar that the JVM is to load as an agent.
     *
     * @return its path
     * @throws IOException if the directory was replaced meanwhile
     */
    public File bootstrap() throws IOException {
        folder.verified(bootstrap);
        return directory.folder().resolve(bootstrap).toFile();
    }

    /**
     * Returns the copy of the agent's jar.
     *
     * @return its path
     * @throws IOException if the directory was replaced meanwhile
     */
    public File agent() throws IOException {
        folder.verified(agent);
        return directory.folder().resolve(agent).toFile();
    }

    /** Deletes the files, except a bootstrap jar that another command has replaced meanwhile. */
    @Override
    public void close() throws IOException {
        try (folder) {
            folder.delete(agent);
            folder.delete(first);
            folder.deleteIfSame(bootstrap, bootstrapFile);
        }
    }
}
