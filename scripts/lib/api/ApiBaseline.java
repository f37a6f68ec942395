import dev.observatory.agent.shaded.asm.ClassReader;
import dev.observatory.agent.shaded.asm.ClassWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Writes the baseline that japicmp compares an artifact's API with: its classes without method bodies, private members' code and debug
 * information. Run with the agent's jar on the class path, which contains ASM.
 */
final class ApiBaseline {
    private ApiBaseline() {}

    /** Arguments: the artifact, the baseline, and the names of the packages that are API. */
    public static void main(String[] arguments) throws IOException {
        Path baseline = Path.of(arguments[1]);
        List<String> folders = Arrays.stream(arguments).skip(2).map(name -> name.replace('.', '/') + '/').toList();
        Files.createDirectories(baseline.toAbsolutePath().getParent());
        try (JarFile artifact = new JarFile(arguments[0]);
                OutputStream file = Files.newOutputStream(baseline);
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.setLevel(9);
            List<JarEntry> entries = Collections.list(artifact.entries());
            entries.sort(Comparator.comparing(JarEntry::getName));
            for (JarEntry entry : entries) {
                if (isApi(entry.getName(), folders)) {
                    JarEntry copy = new JarEntry(entry.getName());
                    copy.setTime(entry.getTime());
                    jar.putNextEntry(copy);
                    try (InputStream in = artifact.getInputStream(entry)) {
                        jar.write(withoutCode(in.readAllBytes()));
                    }
                }
            }
        }
    }

    private static boolean isApi(String name, List<String> folders) {
        return name.endsWith(".class")
                && !name.endsWith("package-info.class")
                && folders.contains(name.substring(0, name.lastIndexOf('/') + 1));
    }

    private static byte[] withoutCode(byte[] file) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file).accept(writer, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
