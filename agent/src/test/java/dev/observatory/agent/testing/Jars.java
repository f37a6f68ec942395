package dev.observatory.agent.testing;

import com.acme.NoOpAgent;
import com.acme.swap.SwappingAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Makes jars for tests. */
public final class Jars {
    private Jars() {}

    /** An agent that does nothing: the baseline for what any agent causes. */
    public static Path noOpAgent(Path folder) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", NoOpAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        return jar(folder.resolve("no-op-agent.jar"), manifest, "com/acme/NoOpAgent.class");
    }

    /** An agent that redefines classes on request. */
    public static Path swappingAgent(Path folder) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SwappingAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
        return jar(folder.resolve("swapping-agent.jar"), manifest, "com/acme/swap/SwappingAgent.class");
    }

    /** All target classes; but for the agent, which is to come from its own jar. */
    public static Path program(Path folder) {
        try (Stream<Path> files = Files.walk(ForkedJvm.testClasses().resolve("com/acme"))) {
            return jar(
                    folder.resolve("program.jar"),
                    new Manifest(),
                    files.filter(Files::isRegularFile)
                            .map(file ->
                                    ForkedJvm.testClasses().relativize(file).toString())
                            .filter(name -> !name.endsWith("NoOpAgent.class"))
                            .toArray(String[]::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static String versionOfAgent() {
        try (JarFile jar = new JarFile(ForkedJvm.agentJar().toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Our agent as another version of it says that it is. */
    public static Path agentOfVersion(String version, Path folder) {
        Path copy = folder.resolve("observatory-agent-" + version + ".jar");
        try (JarFile original = new JarFile(ForkedJvm.agentJar().toFile());
                OutputStream out = Files.newOutputStream(copy)) {
            Manifest manifest = new Manifest(original.getManifest());
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
            try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
                for (JarEntry entry : Collections.list(original.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        jar.putNextEntry(new JarEntry(entry.getName()));
                        original.getInputStream(entry).transferTo(jar);
                    }
                }
            }
            return copy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static Path jar(Path file, Manifest manifest, String... entries) {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String entry : List.of(entries)) {
                jar.putNextEntry(new JarEntry(entry));
                Files.copy(ForkedJvm.testClasses().resolve(entry), jar);
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
