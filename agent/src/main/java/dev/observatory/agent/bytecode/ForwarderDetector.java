package dev.observatory.agent.bytecode;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Detects methods that a compiler generates beside the author's method and gives the same annotations, without marking them as
 * synthetic. Such a method only forwards its arguments, and each call is to be emitted once.
 *
 * <p>Kotlin does so for {@code @JvmOverloads} and {@code @JvmStatic}, Groovy for default arguments.
 */
class ForwarderDetector extends MethodVisitor {
    private static final String GROOVY_GENERATED = "Lgroovy/transform/Generated;";
    private static final String KOTLIN_DEFAULTS = "Lkotlin/jvm/internal/DefaultConstructorMarker;)V";

    private final String className;
    private final String name;
    private final String descriptor;
    private boolean isGenerated;
    private boolean doesMore;
    private int forwards;
    private String companion = "";

    /**
     * Creates a detector for one method.
     *
     * @param next receives the same calls; may be null
     */
    ForwarderDetector(String className, String name, String descriptor, @Nullable MethodVisitor next) {
        super(Opcodes.ASM9, next);
        this.className = className;
        this.name = name;
        this.descriptor = descriptor;
    }

    final boolean isForwarder() {
        return isGenerated || (!doesMore && forwards == 1);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        isGenerated |= annotation.equals(GROOVY_GENERATED);
        return null;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
        super.visitMethodInsn(opcode, owner, called, type, isInterface);
        boolean fillsInDefaults = owner.equals(className)
                && (called.equals(name + "$default") || (called.equals("<init>") && type.endsWith(KOTLIN_DEFAULTS)));
        boolean callsCompanion = owner.equals(companion) && called.equals(name) && type.equals(descriptor);
        if (fillsInDefaults || callsCompanion) {
            forwards++;
        } else {
            doesMore = true;
        }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String type) {
        super.visitFieldInsn(opcode, owner, field, type);
        String held = className + "$" + field;
        if (opcode == Opcodes.GETSTATIC && owner.equals(className) && type.equals("L" + held + ";")) {
            companion = held;
        } else {
            doesMore = true;
        }
    }

    @Override
    public void visitInsn(int opcode) {
        super.visitInsn(opcode);
        boolean isConstant = opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.DCONST_1;
        boolean isReturn = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        doesMore |= !isConstant && !isReturn;
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        super.visitVarInsn(opcode, local);
        doesMore |= opcode > Opcodes.ALOAD;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        super.visitIntInsn(opcode, operand);
        doesMore |= opcode == Opcodes.NEWARRAY;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        doesMore = true;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        super.visitJumpInsn(opcode, label);
        doesMore = true;
    }

    @Override
    public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
        super.visitInvokeDynamicInsn(called, type, bootstrap, arguments);
        doesMore = true;
    }
}
