import dev.observatory.agent.shaded.asm.ClassWriter;
import dev.observatory.agent.shaded.asm.ModuleVisitor;
import dev.observatory.agent.shaded.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Adds the descriptor of module {@code dev.observatory.agent} to the agent's jar. Run by the build with the jar on the class path,
 * which contains ASM.
 *
 * <p>The descriptor lists the agent's packages as those of the module, and not the library's, which the jar contains too: on a class
 * path the jar needs no other, and on a module path the library is the module {@code dev.observatory}.
 */
final class AgentModule {
    private static final String OWN = "dev/observatory/agent/";
    private static final String DESCRIPTOR = "module-info.class";

    private AgentModule() {}

    /** Arguments: the jar and the version. */
    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path amended = Files.createTempFile(jar.toAbsolutePath().getParent(), "module", ".jar");
        try (JarFile from = new JarFile(jar.toFile());
                OutputStream file = Files.newOutputStream(amended);
                JarOutputStream to = new JarOutputStream(file)) {
            Set<String> packages = new TreeSet<>();
            for (JarEntry entry : Collections.list(from.entries())) {
                if (entry.getName().equals(DESCRIPTOR)) {
                    continue;
                }
                if (entry.getName().startsWith(OWN) && entry.getName().endsWith(".class")) {
                    packages.add(entry.getName().substring(0, entry.getName().lastIndexOf('/')));
                }
                copy(from, entry, to);
            }
            JarEntry entry = new JarEntry(DESCRIPTOR);
            entry.setTime(from.getEntry(JarFile.MANIFEST_NAME).getTime()); // The same in each time zone.
            to.putNextEntry(entry);
            to.write(descriptor(packages, arguments[1]));
        }
        Files.move(amended, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(JarFile from, JarEntry entry, JarOutputStream to) throws IOException {
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(to);
        }
    }

    private static byte[] descriptor(Set<String> packages, String version) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
        ModuleVisitor module = writer.visitModule("dev.observatory.agent", 0, version);
        module.visitMainClass(OWN + "Main");
        packages.forEach(module::visitPackage);
        module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
        for (String required : List.of("java.instrument", "dev.observatory")) {
            module.visitRequire(required, 0, null);
        }
        for (String optional : List.of("jdk.attach", "jdk.jfr")) {
            module.visitRequire(optional, Opcodes.ACC_STATIC_PHASE, null);
        }
        module.visitExport("dev/observatory/agent", 0);
        module.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
