package dev.observatory.agent.bytecode;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.util.CheckClassAdapter;

/** Checks woven classes before the JVM does: their structure, and the types on stack and in variables, loading no class. */
public final class WovenClassVerifier {
    private WovenClassVerifier() {}

    /** What is wrong with a class file, in one line; null if nothing is. */
    static @Nullable public String problemOf(byte[] classFile) {
        try {
            new ClassReader(classFile).accept(new CheckClassAdapter(new ClassWriter(0), true), 0);
            return null;
        } catch (RuntimeException problem) {
            return problem.toString().lines().findFirst().orElse("unknown");
        }
    }
}
