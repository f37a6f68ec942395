package dev.observatory.agent.wire;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * A copy of a jar that is inside another jar, such as that of a Spring Boot application. Only a file can be loaded as an agent.
 *
 * <p>The copy is readable by this user alone, in the folder of {@link SocketDirectory}. It is deleted when the JVM exits; if the JVM is
 * killed, by the next command that tidies the folder.
 */
public final class ExtractedJar {
    private ExtractedJar() {}

    /**
     * Copies a jar. Takes its contents from the class loader that opened it, whatever it is nested in.
     *
     * @param jar where its classes come from, a URL of protocol {@code jar}
     * @return the copy
     * @throws IOException if the URL is no such jar, or the copy cannot be written
     */
    public static File of(URL jar) throws IOException {
        if (!(jar.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("the agent's classes were loaded from [" + jar
                    + "], which is neither a file nor a jar inside a jar");
        }
        // A file that all connections share and close.
        connection.setUseCaches(true);
        if (!SocketDirectory.isSupported()) {
            Path copy = Files.createTempFile("observatory-agent", ".jar");
            copy.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(copy)) {
                copy(connection.getJarFile(), out);
            }
            return copy.toFile();
        }
        return privateCopy(connection.getJarFile());
    }

    private static File privateCopy(JarFile jar) throws IOException {
        SocketDirectory directory = SocketDirectory.firstUsable(SocketDirectory.candidates());
        String name = ProcessHandle.current().pid() + ".agent." + UUID.randomUUID() + ".jar";
        try (PrivateFolder folder = directory.open()) {
            try (OutputStream out = folder.create(name)) {
                copy(jar, out);
            }
            folder.verified(name);
        }
        File copy = directory.folder().resolve(name).toFile();
        copy.deleteOnExit();
        return copy;
    }

    private static void copy(JarFile from, OutputStream out) throws IOException {
        JarOutputStream to = new JarOutputStream(out);
        for (JarEntry entry : Collections.list(from.entries())) {
            to.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream in = from.getInputStream(entry)) {
                in.transferTo(to);
            }
        }
        to.finish();
    }
}
