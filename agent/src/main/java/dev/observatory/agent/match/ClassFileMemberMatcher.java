package dev.observatory.agent.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Matches the members of one class, as its class file declares them, against a selection. Tags are not considered. */
public final class ClassFileMemberMatcher {
    private final MemberSelection selection;
    private final String className;
    private final boolean mayMatch;
    private final boolean needsCode;

    /**
     * Creates a matcher for one class.
     *
     * @param selection which members are selected
     * @param className the internal name of the class
     */
    public ClassFileMemberMatcher(MemberSelection selection, String className) {
        this.selection = selection;
        this.className = className;
        this.mayMatch = selection.mayMatch(className);
        this.needsCode = mayMatch && selection.needsCode(className);
    }

    /**
     * Returns whether a field is selected.
     *
     * @param access its access flags
     * @param name its name
     * @param descriptor its descriptor
     * @return false for synthetic fields
     */
    public boolean selectsField(int access, String name, String descriptor) {
        boolean isSynthetic = (access & Opcodes.ACC_SYNTHETIC) != 0;
        MemberInfo field = new MemberInfo(access, name, descriptor, false, false);
        return mayMatch && !isSynthetic && selection.selectsField(className, field);
    }

    /**
     * Returns whether {@link #selectsMethod} needs the code of methods.
     *
     * @return true if a filter of the selection depends on it
     */
    public boolean needsCode() {
        return needsCode;
    }

    /**
     * Returns whether a method is selected.
     *
     * @param access its access flags
     * @param name its name
     * @param descriptor its descriptor
     * @param body its code; may be null unless {@link #needsCode}
     * @return false for class initializers, bridges and synthetic methods other than the bodies of lambdas
     */
    public boolean selectsMethod(int access, String name, String descriptor, @Nullable MethodNode body) {
        boolean isBridge = (access & Opcodes.ACC_BRIDGE) != 0;
        boolean isSynthetic = (access & Opcodes.ACC_SYNTHETIC) != 0 && ClosureName.enclosingMethod(name) == null;
        if (!mayMatch || isBridge || isSynthetic || name.equals("<clinit>")) {
            return false;
        }
        List<Integer> opcodes = body == null ? List.of() : opcodes(body);
        MemberInfo method = new MemberInfo(access, name, descriptor, isGetter(opcodes), isSetter(opcodes));
        return selection.selectsMethod(className, method);
    }

    /** Returns the opcodes of all instructions; cut off where there are more than in a getter or a setter. */
    private static List<Integer> opcodes(MethodNode body) {
        List<Integer> opcodes = new ArrayList<>();
        for (AbstractInsnNode instruction : body.instructions) {
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
