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

/** An agent that does nothing, or, if asked, says no to every class: what any agent costs. */
public final class NoOpAgent implements ClassFileTransformer {
    /** The argument that makes it ask for class files. */
    public static final String SAYS_NO = "no";

    private NoOpAgent() {}

    /**
     * Called by the JVM.
     *
     * @param arguments null to do nothing
     * @param instrumentation asked for class files, if wanted
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        if (arguments != null) {
            instrumentation.addTransformer(new NoOpAgent(), true);
        }
    }

    /** Makes the jar for {@code -javaagent}. */
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
