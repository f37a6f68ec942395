package dev.observatory.agent.bytecode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** The line numbers, and the scopes and names of local variables, of one method. */
final class DebugInformation {
    private DebugInformation() {}

    /**
     * Extends the first line of a method, and the scopes of its parameters, to code that is inserted before it, so that a debugger
     * shows the same at the beginning as without that code. Must be called before the code is inserted.
     */
    static void extendTo(LabelNode newBeginning, MethodNode method) {
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                if (isAtBeginning(variable.start)) {
                    variable.start = newBeginning;
                }
            }
        }
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() >= 0) {
                return;
            }
            if (instruction instanceof LineNumberNode line) {
                line.start = newBeginning;
            }
        }
    }

    /** Returns the names of a method's parameters, separated by slashes, which no name can contain; empty unless all of them are known. */
    static String parameterNames(MethodNode method) {
        if (method.localVariables == null) {
            return "";
        }
        Type[] parameters = Type.getArgumentTypes(method.desc);
        @Nullable String[] names = new String[parameters.length];
        int slot = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
        for (int i = 0; i < parameters.length; i++) {
            for (LocalVariableNode variable : method.localVariables) {
                if (variable.index == slot && isAtBeginning(variable.start)) {
                    names[i] = variable.name;
                }
            }
            slot += parameters[i].getSize();
        }
        return Arrays.asList(names).contains(null) ? "" : String.join("/", names);
    }

    private static boolean isAtBeginning(LabelNode label) {
        for (AbstractInsnNode before = label; before != null; before = before.getPrevious()) {
            if (before.getOpcode() >= 0) {
                return false;
            }
        }
        return true;
    }
}
