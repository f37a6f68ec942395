package dev.observatory.agent.wire;

import dev.observatory.agent.entry.AgentBootstrap;
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
 * The small jar that a running JVM is given to load: through it the agent enters, from its own jar. What a JVM loads as an agent is on
 * its class path for ever, and the agent's own jar holds the library.
 */
public final class BootstrapJar {
    private BootstrapJar() {}

    /**
     * Writes the jar.
     *
     * @param agent the agent's own jar
     * @param out where to; stays open
     * @throws IOException if the agent's jar cannot be read or the entry jar not be written
     */
    public static void write(File agent, OutputStream out) throws IOException {
        List<Class<?>> classes = AgentBootstrap.classes();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", classes.get(0).getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (JarFile whole = new JarFile(agent)) {
            JarOutputStream entry = new JarOutputStream(out, manifest);
            for (Class<?> type : classes) {
                String file = type.getName().replace('.', '/') + ".class";
                JarEntry found = whole.getJarEntry(file);
                if (found == null) {
                    throw new IOException("[" + agent + "] is no jar of the agent: it has no [" + file + "]");
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
     * What the JVM is to be told when it loads the jar.
     *
     * @param agent the agent's own jar
     * @param arguments what is said to the agent
     * @return all of it
     */
    public static String arguments(File agent, String arguments) {
        return agent.getAbsolutePath() + '\n' + arguments;
    }
}
