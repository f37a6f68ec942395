package dev.observatory.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Creates intact and damaged jars of real and generated class files. */
final class JarMaker {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    static JarMaker jar() {
        return new JarMaker();
    }

    /** Adds the class file of a class that this JVM has loaded. */
    JarMaker with(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            return with(name, in.readAllBytes());
        }
    }

    /** Adds an empty public class. */
    JarMaker with(String binaryName, int version) {
        return with(binaryName.replace('.', '/') + ".class", classFile(binaryName, version));
    }

    JarMaker with(String entry, byte[] bytes) {
        entries.put(entry, bytes);
        return this;
    }

    Path at(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return file;
    }

    /** Writes the jar without its second half, like an interrupted download. */
    Path truncatedAt(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(at(file));
        return Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    }

    static byte[] classFile(String binaryName, int version) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, binaryName.replace('.', '/'), null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
