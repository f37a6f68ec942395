package dev.observatory.agent.wire;

import dev.observatory.agent.entry.AgentBootstrap;
import dev.observatory.agent.entry.WorkingDirectoryAgent;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The small jar that a running JVM loads in order to load the agent from its own jar. What a JVM loads as an agent stays on its class path
 * permanently, and the agent's own jar contains the library.
 */
public final class BootstrapJar {
    private BootstrapJar() {}

    /**
     * Writes the jar.
     *
     * @param agent the agent's own jar
     * @param out receives the jar; is not closed
     * @throws IOException if the agent's jar cannot be read, or this one cannot be written
     */
    public static void write(File agent, OutputStream out) throws IOException {
        List<Class<?>> classes = AgentBootstrap.classes();
        write(manifestFor(classes.get(0)), classes, agent, out);
    }

    /**
     * Writes the jar for a JVM whose working directory was deleted.
     *
     * @param agent the agent's own jar
     * @param first the name of the jar written by {@link #writeFirst}, in the same folder
     * @param out receives the jar; is not closed
     * @throws IOException if the agent's jar cannot be read, or this one cannot be written
     */
    static void writeSecond(File agent, String first, OutputStream out) throws IOException {
        Manifest manifest = manifestFor(WorkingDirectoryAgent.class);
        manifest.getMainAttributes().putValue("Boot-Class-Path", first);
        write(manifest, AgentBootstrap.classes(), agent, out);
    }

    /** Writes the jar that makes such a JVM able to open the other one. */
    static void writeFirst(File agent, OutputStream out) throws IOException {
        write(new Manifest(), List.of(WorkingDirectoryAgent.class), agent, out);
    }

    private static Manifest manifestFor(Class<?> agentClass) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", agentClass.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
        return manifest;
    }

    private static void write(Manifest manifest, List<Class<?>> classes, File agent, OutputStream out)
            throws IOException {
        try (JarFile whole = new JarFile(agent)) {
            JarOutputStream entry = new JarOutputStream(out, manifest);
            for (Class<?> type : classes) {
                String file = type.getName().replace('.', '/') + ".class";
                JarEntry found = whole.getJarEntry(file);
                if (found == null) {
                    throw new IOException("[" + agent + "] is not a jar of the agent: it has no [" + file + "]");
                }
                entry.putNextEntry(new JarEntry(file));
                try (InputStream in = whole.getInputStream(found)) {
                    in.transferTo(entry);
                }
            }
            entry.finish();
        }
    }

    /**
     * Returns the arguments with which the JVM loads this jar.
     *
     * @param agent the agent's own jar
     * @param arguments the arguments of the agent
     * @return the path of the agent's jar and the arguments
     */
    public static String arguments(File agent, String arguments) {
        return agent.getAbsolutePath() + '\n' + arguments;
    }
}
