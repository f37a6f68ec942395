package dev.observatory.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class as a compiler of another century wrote it: {@code com.acme.old.ClassN} of class file version N, with a
 * {@code finally} made of {@code jsr} and {@code ret} if that version allows it, and frames if it wants them.
 */
public record OldClassFile(int version, boolean isModernJava6) {
    private static final String EVENT = "Ldev/observatory/event/Event;";
    private static final String OBSERVABLE = "Ldev/observatory/attribute/ObservableAttr;";

    public String name() {
        return "com.acme.old.Class" + (version & 0xffff) + (isModernJava6 ? "Modern" : "");
    }

    private String internalName() {
        return name().replace('.', '/');
    }

    public void writeTo(Path folder) {
        try {
            Path file = folder.resolve(internalName() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, bytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    byte[] bytes() {
        ClassWriter writer = new ClassWriter(isModernJava6 ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS);
        writer.visit(version, Opcodes.ACC_PUBLIC, internalName(), null, "java/util/ArrayList", null);
        field(writer, Opcodes.ACC_STATIC, "count", "I");
        field(writer, Opcodes.ACC_PRIVATE, "ratio", "D");
        field(writer, Opcodes.ACC_PRIVATE, "name", "Ljava/lang/String;");
        constructor(writer);
        sum(writer);
        rename(writer);
        finallyMethod(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void field(ClassWriter writer, int access, String name, String type) {
        FieldVisitor field = writer.visitField(access, name, type, null, null);
        field.visitAnnotation(OBSERVABLE, true).visitEnd();
        field.visitEnd();
    }

    private MethodVisitor event(ClassWriter writer, int access, String name, String descriptor) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC | access, name, descriptor, null, null);
        code.visitAnnotation(EVENT, true).visitEnd();
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Hands its capacity to a class of the JDK, which refuses negative ones. */
    private void constructor(ClassWriter writer) {
        MethodVisitor code = event(writer, 0, "<init>", "(I)V");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/util/ArrayList", "<init>", "(I)V", false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn("fresh");
        code.visitFieldInsn(Opcodes.PUTFIELD, internalName(), "name", "Ljava/lang/String;");
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    /** Adds a long to itself as often as an int says, with a loop to its first bytecode. */
    private void sum(ClassWriter writer) {
        MethodVisitor code = event(writer, Opcodes.ACC_STATIC, "sum", "(JIZ)J");
        Label start = new Label();
        Label done = new Label();
        code.visitLabel(start);
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitJumpInsn(Opcodes.IFLE, done);
        code.visitVarInsn(Opcodes.LLOAD, 0);
        code.visitLdcInsn(2L);
        code.visitInsn(Opcodes.LMUL);
        code.visitVarInsn(Opcodes.LSTORE, 0);
        code.visitIincInsn(2, -1);
        code.visitJumpInsn(Opcodes.GOTO, start);
        code.visitLabel(done);
        code.visitVarInsn(Opcodes.LLOAD, 0);
        code.visitInsn(Opcodes.LRETURN);
        end(code);
    }

    private void rename(ClassWriter writer) {
        MethodVisitor code = event(writer, 0, "rename", "(Ljava/lang/String;D)Ljava/lang/String;");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, internalName(), "name", "Ljava/lang/String;");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.DLOAD, 2);
        code.visitFieldInsn(Opcodes.PUTFIELD, internalName(), "ratio", "D");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, internalName(), "name", "Ljava/lang/String;");
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    /** Divides 100; counts its calls in a {@code finally}. */
    private void finallyMethod(ClassWriter writer) {
        MethodVisitor code = event(writer, Opcodes.ACC_STATIC, "divide", "(I)I");
        Label start = new Label();
        Label end = new Label();
        Label thrown = new Label();
        Label counts = new Label();
        code.visitTryCatchBlock(start, end, thrown, null);
        code.visitLabel(start);
        code.visitIntInsn(Opcodes.BIPUSH, 100);
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitInsn(Opcodes.IDIV);
        code.visitVarInsn(Opcodes.ISTORE, 1);
        runFinally(code, counts);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(end);
        code.visitLabel(thrown);
        code.visitVarInsn(Opcodes.ASTORE, 2);
        runFinally(code, counts);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitInsn(Opcodes.ATHROW);
        if (!isModernJava6) {
            code.visitLabel(counts);
            code.visitVarInsn(Opcodes.ASTORE, 3);
            count(code);
            code.visitVarInsn(Opcodes.RET, 3);
        }
        end(code);
    }

    private void runFinally(MethodVisitor code, Label subroutine) {
        if (isModernJava6) {
            count(code);
        } else {
            code.visitJumpInsn(Opcodes.JSR, subroutine);
        }
    }

    private void count(MethodVisitor code) {
        code.visitFieldInsn(Opcodes.GETSTATIC, internalName(), "count", "I");
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IADD);
        code.visitFieldInsn(Opcodes.PUTSTATIC, internalName(), "count", "I");
    }
}
