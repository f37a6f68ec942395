package dev.observatory.agent.jvm;

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

/** Locates the jar of this agent, which is loaded into this JVM or others. */
public final class AgentJar {
    /** The class that the JVM starts the agent with; by name, since this package must not depend on it. */
    private static final String AGENT_CLASS = "dev.observatory.agent.ObservatoryAgent";

    private static final String DEFAULT_NAME = "observatory-agent.jar";

    private AgentJar() {}

    /**
     * Returns the location of the agent's classes.
     *
     * @return a jar, or a folder of classes
     * @throws IOException if they do not come from a file
     */
    public static File source() throws IOException {
        URL location = location();
        try {
            return new File(location.toURI());
        } catch (URISyntaxException | IllegalArgumentException noFile) {
            throw new IOException(
                    "the agent's classes were loaded from [" + location + "], which is not a file", noFile);
        }
    }

    /**
     * Returns the location of the agent's classes, which may be a jar inside another jar.
     *
     * @return a URL of any protocol
     * @throws IOException if the class loader does not know it
     */
    public static URL location() throws IOException {
        CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IOException("the agent's classes were loaded from an unknown location");
        }
        return source.getLocation();
    }

    /**
     * Returns the option that starts a JVM with the agent.
     *
     * @return {@code -javaagent:} and the path of the jar, or its usual name if its path is unknown
     */
    public static String option() {
        try {
            File source = source();
            return "-javaagent:" + (source.isFile() ? source.getAbsolutePath() : DEFAULT_NAME);
        } catch (IOException unknown) {
            return "-javaagent:" + DEFAULT_NAME;
        }
    }

    /**
     * Returns a jar that a JVM can load as the agent: the one that a system property names, else the one that holds these classes, else
     * a temporary one that only names the class of the agent.
     *
     * @param property the name of the system property
     * @param source the jar or folder that holds these classes
     * @return the jar
     * @throws IOException if the property names no jar of the agent, or a jar can be neither read nor written
     */
    public static File find(String property, File source) throws IOException {
        String named = System.getProperty(property);
        File jar = named == null ? source : new File(named);
        if (isAgent(jar)) {
            return jar;
        }
        if (named != null) {
            throw new IOException(
                    "system property [" + property + "] names [" + jar + "], which is not a jar of this agent");
        }
        return createManifestJar();
    }

    private static boolean isAgent(File file) throws IOException {
        if (!file.isFile()) {
            return false;
        }
        try (JarFile jar = new JarFile(file)) {
            Manifest manifest = jar.getManifest();
            return manifest != null
                    && AGENT_CLASS.equals(manifest.getMainAttributes().getValue("Agent-Class"));
        }
    }

    /**
     * Returns whether a jar holds the classes of the agent, not just their name.
     *
     * @param file a jar
     * @return true if the agent can be loaded from it
     * @throws IOException if it cannot be read
     */
    public static boolean holdsAgent(File file) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            return jar.getEntry(AGENT_CLASS.replace('.', '/') + ".class") != null;
        }
    }

    private static File createManifestJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Agent-Class", AGENT_CLASS);
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue("Can-Redefine-Classes", "true");
        File jar = File.createTempFile("observatory-agent", ".jar");
        jar.deleteOnExit();
        new JarOutputStream(new FileOutputStream(jar), manifest).close();
        return jar;
    }
}
