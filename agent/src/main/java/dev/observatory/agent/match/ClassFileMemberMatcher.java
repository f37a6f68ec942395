package dev.observatory.agent.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The members of one class that are meant by name, and not by a tag. */
public final class ClassFileMemberMatcher {
    private final MemberSelection selection;
    private final String className;
    private final boolean mayConcern;
    private final boolean asksForCode;

    public ClassFileMemberMatcher(MemberSelection selection, String className) {
        this.selection = selection;
        this.className = className;
        this.mayConcern = selection.concerns(className);
        this.asksForCode = mayConcern && selection.asksForCode(className);
    }

    public boolean selectsField(int access, String name, String descriptor) {
        boolean isSynthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
        MemberInfo field = new MemberInfo(access, name, descriptor, false, false);
        return mayConcern && !isSynthetic && selection.selectsField(className, field);
    }

    /** Whether {@link #selectsMethod} needs the code of methods. */
    public boolean asksForCode() {
        return asksForCode;
    }

    /**
     * Whether a method is meant.
     *
     * @param body its code; null where that is not asked for
     */
    public boolean selectsMethod(int access, String name, String descriptor, @Nullable MethodNode body) {
        boolean isMadeByCompiler = (access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) != 0;
        if (!mayConcern || isMadeByCompiler || name.equals("<clinit>")) {
            return false;
        }
        List<Integer> opcodes = body == null ? List.of() : opcodes(body);
        MemberInfo traits = new MemberInfo(access, name, descriptor, isGetter(opcodes), isSetter(opcodes));
        return selection.selectsMethod(className, traits);
    }

    /** All but labels, line numbers and frames; cut off where it is longer than a getter or a setter. */
    private static List<Integer> opcodes(MethodNode method) {
        List<Integer> opcodes = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() >= 0) {
                opcodes.add(instruction.getOpcode());
                if (opcodes.size() > 4) {
                    return opcodes;
                }
            }
        }
        return opcodes;
    }

    private static boolean isGetter(List<Integer> opcodes) {
        boolean ofInstance = opcodes.size() == 3
                && opcodes.get(0) == Opcodes.ALOAD
                && opcodes.get(1) == Opcodes.GETFIELD
                && isReturn(opcodes.get(2));
        return ofInstance || (opcodes.size() == 2 && opcodes.get(0) == Opcodes.GETSTATIC && isReturn(opcodes.get(1)));
    }

    private static boolean isSetter(List<Integer> opcodes) {
        boolean ofInstance = opcodes.size() == 4
                && opcodes.get(0) == Opcodes.ALOAD
                && isLoad(opcodes.get(1))
                && opcodes.get(2) == Opcodes.PUTFIELD
                && opcodes.get(3) == Opcodes.RETURN;
        return ofInstance
                || (opcodes.size() == 3
                        && isLoad(opcodes.get(0))
                        && opcodes.get(1) == Opcodes.PUTSTATIC
                        && opcodes.get(2) == Opcodes.RETURN);
    }

    private static boolean isLoad(int opcode) {
        return opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD;
    }

    private static boolean isReturn(int opcode) {
        return opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN;
    }
}
