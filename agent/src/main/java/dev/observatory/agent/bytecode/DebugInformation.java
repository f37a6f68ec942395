package dev.observatory.agent.bytecode;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** The line numbers and variables' scopes of one method. */
final class DebugInformation {
    private DebugInformation() {}

    /**
     * Lets what is put before a method belong to its first line, and its parameters be known there: as they were when the
     * method began with that line. To be called before it is put there.
     */
    static void beginAt(LabelNode newBeginning, MethodNode method) {
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

    static boolean isAtBeginning(LabelNode label) {
        for (AbstractInsnNode before = label; before != null; before = before.getPrevious()) {
            if (before.getOpcode() >= 0) {
                return false;
            }
        }
        return true;
    }
}
