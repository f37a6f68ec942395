package dev.observatory.agent;

import dev.observatory.agent.config.ConfigSources;
import dev.observatory.agent.wire.ExtractedJar;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Finds the jar that the JVM is to load as an agent. */
final class AgentJar {
    // Guarded by the class.
    private static @Nullable File extracted;

    private AgentJar() {}

    /** The one that is named, the one that these classes come from, or a small one that only tells which class the agent is. */
    static File find() throws IOException {
        String named = System.getProperty(ConfigSources.JAR_PROPERTY);
        File jar = named == null ? source() : new File(named);
        if (isAgent(jar)) {
            return jar;
        }
        if (named != null) {
            throw new IOException("system property [" + ConfigSources.JAR_PROPERTY + "] names [" + jar
                    + "], which is no jar of this agent");
        }
        return namingOnly();
    }

    /** Returns what these classes come from, a jar or a folder; a copy of the jar if that lies in another jar. */
    static synchronized File source() throws IOException {
        File located = located();
        if (located != null) {
            return located;
        }
        if (extracted == null) {
            extracted = ExtractedJar.of(location());
        }
        return extracted;
    }

    /** Returns the jar or folder that these classes come from; null if it is no file. */
    static @Nullable File located() throws IOException {
        URL location = location();
        if (!location.getProtocol().equals("file")) {
            return null;
        }
        try {
            return new File(location.toURI());
        } catch (URISyntaxException | IllegalArgumentException noFile) {
            throw new IOException("the agent's classes come from [" + location + "], which is no file", noFile);
        }
    }

    private static URL location() throws IOException {
        CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IOException("the agent's classes come from an unknown place");
        }
        return source.getLocation();
    }

    private static boolean isAgent(File file) throws IOException {
        if (!file.isFile()) {
            return false;
        }
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            return manifest != null
                    && ObservatoryAgent.class
                            .getName()
                            .equals(manifest.getMainAttributes().getValue("Agent-Class"));
        }
    }

    /** Whether more is in it than the name of the agent. */
    static boolean holdsAgent(File file) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            return jar.getEntry(ObservatoryAgent.class.getName().replace('.', '/') + ".class") != null;
        }
    }

    private static File namingOnly() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Agent-Class", ObservatoryAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        File jar = File.createTempFile("observatory-agent", ".jar");
        jar.deleteOnExit();
        new JarOutputStream(new FileOutputStream(jar), manifest).close();
        return jar;
    }
}
