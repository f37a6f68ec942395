package dev.observatory.agent;

import dev.observatory.agent.config.ConfigSources;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Finds the jar that the JVM is to load as an agent. */
final class AgentJar {
    private AgentJar() {}

    /** Returns the configured jar; else the jar of these classes; else a temporary jar that only names the agent class. */
    static File find() throws IOException {
        String named = System.getProperty(ConfigSources.JAR_PROPERTY);
        File jar = named == null ? source() : new File(named);
        if (isAgent(jar)) {
            return jar;
        }
        if (named != null) {
            throw new IOException("system property [" + ConfigSources.JAR_PROPERTY + "] names [" + jar
                    + "], which is not a jar of this agent");
        }
        return namingOnly();
    }

    /** Returns where these classes were loaded from: a jar or a folder. */
    static File source() throws IOException {
        try {
            return new File(AgentJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException | IllegalArgumentException noFile) {
            throw new IOException("the agent's classes were not loaded from a file", noFile);
        }
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

    /** Returns whether a jar contains the agent, and not only its name. */
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
