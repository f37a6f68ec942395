package dev.observatory.bench.program;

import dev.observatory.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Generates small classes, each an {@code IntUnaryOperator} that calls a method of its own, which returns its argument. */
public final class GeneratedClasses {
    private GeneratedClasses() {}

    /** Writes the classes {@code C0, C1, …} of a package below a folder. */
    public static void write(Path folder, String packageName, int count) throws IOException {
        write(folder, packageName, count, false);
    }

    /** Writes the classes like {@link #write}, with the method annotated as an event. */
    public static void writeTagged(Path folder, String packageName, int count) throws IOException {
        write(folder, packageName, count, true);
    }

    private static void write(Path folder, String packageName, int count, boolean isTagged) throws IOException {
        String path = packageName.replace('.', '/');
        Path files = Files.createDirectories(folder.resolve(path));
        for (int i = 0; i < count; i++) {
            Files.write(files.resolve("C" + i + ".class"), make(path + "/C" + i, isTagged));
        }
    }

    private static byte[] make(String name, boolean isTagged) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String[] interfaces = {"java/util/function/IntUnaryOperator"};
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", interfaces);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        end(constructor, Opcodes.RETURN);
        MethodVisitor outer = writer.visitMethod(Opcodes.ACC_PUBLIC, "applyAsInt", "(I)I", null, null);
        outer.visitCode();
        outer.visitVarInsn(Opcodes.ALOAD, 0);
        outer.visitVarInsn(Opcodes.ILOAD, 1);
        outer.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, "same", "(I)I", false);
        end(outer, Opcodes.IRETURN);
        MethodVisitor inner = writer.visitMethod(Opcodes.ACC_PUBLIC, "same", "(I)I", null, null);
        if (isTagged) {
            inner.visitAnnotation(Type.getDescriptor(Event.class), true).visitEnd();
        }
        inner.visitCode();
        inner.visitVarInsn(Opcodes.ILOAD, 1);
        end(inner, Opcodes.IRETURN);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void end(MethodVisitor method, int opcode) {
        method.visitInsn(opcode);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
