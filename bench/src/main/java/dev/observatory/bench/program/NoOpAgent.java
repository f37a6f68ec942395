package dev.observatory.bench.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** An agent that does nothing or skips every class: the minimum cost of any agent. */
public final class NoOpAgent implements ClassFileTransformer {
    /** The argument that adds a transformer that skips every class. */
    public static final String SKIP_ALL = "skip";

    private NoOpAgent() {}

    /**
     * Starts the agent; called by the JVM.
     *
     * @param arguments {@link #SKIP_ALL} to add a transformer; null to do nothing
     * @param instrumentation the JVM's instrumentation
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        if (arguments != null) {
            instrumentation.addTransformer(new NoOpAgent(), true);
        }
    }

    /** Creates the jar for {@code -javaagent}. */
    public static Path makeJar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), NoOpAgent.class.getName());
        attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        String entry = NoOpAgent.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("no-op-agent.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = NoOpAgent.class.getResourceAsStream("/" + entry)) {
            if (code == null) {
                throw new IOException("class file [" + entry + "] not found");
            }
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
        return jar;
    }
}
