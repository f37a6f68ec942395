package dev.observatory.agent.bytecode;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
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
public final class ClassWeaver {
    private final ClassReader reader;
    private final WeavingPlan plan;
    private final IntSupplier siteNumbers;
    /** Whether a method turned out to be one that cannot be woven. */
    private boolean isRefused;

    /**
     * Prepares to weave.
     *
     * @param siteNumbers gives numbers to places that can have no call site
     */
    public ClassWeaver(ClassReader reader, WeavingPlan plan, IntSupplier siteNumbers) {
        this.reader = reader;
        this.plan = plan;
        this.siteNumbers = siteNumbers;
    }

    public byte @Nullable [] weave() {
        while (plan.weavesAny()) {
            isRefused = false;
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Weaving(writer), ClassReader.EXPAND_FRAMES);
            if (isRefused) {
                continue; // What the reader has taken apart is never quite as it was; now it copies that method.
            }
            try {
                // Who has nothing to change says null: the JVM may then share the class as it is.
                return plan.weavesAny() ? writer.toByteArray() : null;
            } catch (ClassTooLargeException tooLarge) {
                plan.skipAll("woven it would have " + tooLarge.getConstantPoolCount()
                        + " entries in its constant pool, more than the JVM takes");
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
                private boolean isInCode;

                @Override
                public void visitCode() {
                    isInCode = true;
                    super.visitCode();
                }

                @Override
                public void visitAttribute(Attribute unknown) {
                    // In the code it would be taken for the method's, and the places that it may name have moved:
                    // better none.
                    if (!isInCode) {
                        super.visitAttribute(unknown);
                    }
                }

                @Override
                public void visitEnd() {
                    weave(this).accept(out);
                }
            };
        }

        private MethodNode weave(MethodNode method) {
            String key = method.name + method.desc;
            MethodNode copy = copyOf(method);
            try {
                new FieldWriteWeaver(className, major, plan, siteNumbers).weave(copy);
                if (plan.isEvent(key)) {
                    new MethodWeaver(className, major, copy, siteNumbers, MethodRole.EVENT).weave();
                } else if (plan.isBystander(key)) {
                    ConstructorWeaver.ofBystander(className, major, copy).weave();
                }
                if (plan.isPublisher(key)) {
                    new MethodWeaver(className, major, copy, siteNumbers, MethodRole.PUBLISHER).weave();
                }
                if (plan.isTransition(key)) {
                    new MethodWeaver(className, major, copy, siteNumbers, MethodRole.TRANSITION).weave();
                }
                return copy;
            } catch (UnweavableMethodException refused) {
                plan.skip(key, String.valueOf(refused.getMessage()));
            } catch (Exception failure) {
                plan.skip(key, "weaving it failed: " + failure);
            }
            isRefused = true;
            return method;
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
