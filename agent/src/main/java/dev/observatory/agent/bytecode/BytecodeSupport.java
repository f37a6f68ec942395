package dev.observatory.agent.bytecode;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Instructions that every class file version has. */
final class BytecodeSupport {
    private BytecodeSupport() {}

    static boolean isReference(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }

    static AbstractInsnNode push(int value) {
        if (value >= 0 && value <= 5) {
            return new InsnNode(Opcodes.ICONST_0 + value);
        }
        return value <= Short.MAX_VALUE ? new IntInsnNode(Opcodes.SIPUSH, value) : new LdcInsnNode(value);
    }

    static MethodInsnNode box(Type primitive) {
        String box =
                switch (primitive.getSort()) {
                    case Type.BOOLEAN -> "java/lang/Boolean";
                    case Type.BYTE -> "java/lang/Byte";
                    case Type.CHAR -> "java/lang/Character";
                    case Type.SHORT -> "java/lang/Short";
                    case Type.INT -> "java/lang/Integer";
                    case Type.LONG -> "java/lang/Long";
                    case Type.FLOAT -> "java/lang/Float";
                    case Type.DOUBLE -> "java/lang/Double";
                    default -> throw new IllegalArgumentException("Type [" + primitive + "] must be primitive");
                };
        String descriptor = "(" + primitive.getDescriptor() + ")L" + box + ";";
        return new MethodInsnNode(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false);
    }
}
