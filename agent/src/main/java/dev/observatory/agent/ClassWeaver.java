package dev.observatory.agent;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Weaves one class as planned: bytes in, bytes out. Only the code of planned methods changes; all else is copied as it is.
 * A method that cannot be woven is left as it was and noted in the plan.
 */
final class ClassWeaver {
    private final ClassReader reader;
    private final ClassPlan plan;

    ClassWeaver(ClassReader reader, ClassPlan plan) {
        this.reader = reader;
        this.plan = plan;
    }

    byte @Nullable [] weave() {
        while (plan.weavesAny()) {
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Weaving(writer), ClassReader.EXPAND_FRAMES);
            try {
                return writer.toByteArray();
            } catch (MethodTooLargeException tooLarge) {
                plan.skip(
                        tooLarge.getMethodName() + tooLarge.getDescriptor(),
                        "woven it would have " + tooLarge.getCodeSize()
                                + " bytes of bytecode, more than the JVM takes");
            }
        }
        return null;
    }

    private final class Weaving extends ClassVisitor {
        private String className = "";
        private int major;

        Weaving(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            className = name;
            major = version & 0xffff;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!plan.weaves(name + descriptor)) {
                return out;
            }
            return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
                @Override
                public void visitEnd() {
                    weave(this).accept(out);
                }
            };
        }

        private MethodNode weave(MethodNode method) {
            String key = method.name + method.desc;
            if (major < Opcodes.V1_7) {
                plan.skip(key, "its class file version " + major + " is older than Java 7 and has no invokedynamic");
                return method;
            }
            MethodNode copy = copyOf(method);
            try {
                new FieldWriteWeaver(className, plan).weave(copy);
                if (plan.isEvent(key)) {
                    new MethodWeaver(className, copy, MethodWeaver.Role.EVENT).weave();
                }
                if (plan.isPublisher(key)) {
                    new MethodWeaver(className, copy, MethodWeaver.Role.PUBLISHER).weave();
                }
                return copy;
            } catch (Exception failure) {
                plan.skip(key, "weaving it failed: " + failure);
                return method;
            }
        }

        private static MethodNode copyOf(MethodNode method) {
            MethodNode copy = new MethodNode(
                    Opcodes.ASM9,
                    method.access,
                    method.name,
                    method.desc,
                    method.signature,
                    method.exceptions.toArray(new String[0]));
            method.accept(copy);
            return copy;
        }
    }
}
