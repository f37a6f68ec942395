package dev.observatory.agent.bytecode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** The names of a method's parameters, from its debug information. */
final class ParameterNames {
    private ParameterNames() {}

    /** By commas; empty unless all are there. */
    static String of(MethodNode method) {
        if (method.localVariables == null) {
            return "";
        }
        Type[] parameters = Type.getArgumentTypes(method.desc);
        @Nullable String[] names = new String[parameters.length];
        int slot = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
        for (int i = 0; i < parameters.length; i++) {
            for (LocalVariableNode variable : method.localVariables) {
                if (variable.index == slot && DebugInformation.isAtBeginning(variable.start)) {
                    names[i] = variable.name;
                }
            }
            slot += parameters[i].getSize();
        }
        return Arrays.asList(names).contains(null) ? "" : String.join(",", names);
    }
}
