package dev.observatory.agent.testing;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;
import static org.objectweb.asm.Opcodes.V17;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Any number of small classes, each an {@code IntUnaryOperator} that calls another method of its own. */
public final class GeneratedClasses {
    private GeneratedClasses() {}

    /** Writes classes {@code gen.C0, gen.C1, …}; returns the folder {@code gen}. */
    public static Path write(Path folder, int count) {
        try {
            Path gen = Files.createDirectories(folder.resolve("gen"));
            for (int i = 0; i < count; i++) {
                Files.write(gen.resolve("C" + i + ".class"), make("gen/C" + i, i));
            }
            return gen;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Adds a class that can be loaded but does not verify. */
    public static void addBroken(Path gen) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC, "gen/Broken", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC, "lie", "()I", null, null);
        method.visitCode();
        method.visitInsn(IRETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
        writer.visitEnd();
        try {
            Files.write(gen.resolve("Broken.class"), writer.toByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] make(String name, int number) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                V17, ACC_PUBLIC, name, null, "java/lang/Object", new String[] {"java/util/function/IntUnaryOperator"});
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodVisitor outer = writer.visitMethod(ACC_PUBLIC, "applyAsInt", "(I)I", null, null);
        outer.visitCode();
        outer.visitVarInsn(ALOAD, 0);
        outer.visitVarInsn(ILOAD, 1);
        outer.visitMethodInsn(INVOKEVIRTUAL, name, "add", "(I)I", false);
        outer.visitInsn(IRETURN);
        outer.visitMaxs(0, 0);
        outer.visitEnd();
        MethodVisitor inner = writer.visitMethod(ACC_PUBLIC, "add", "(I)I", null, null);
        inner.visitCode();
        inner.visitVarInsn(ILOAD, 1);
        inner.visitIntInsn(SIPUSH, number);
        inner.visitInsn(IADD);
        inner.visitInsn(IRETURN);
        inner.visitMaxs(0, 0);
        inner.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
