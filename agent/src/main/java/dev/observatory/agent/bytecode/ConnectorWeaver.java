package dev.observatory.agent.bytecode;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Weaves a method that returns nothing so that the static observers of its class are connected before it returns.
 *
 * <p>A handler around the call returns normally should even the call fail, at the end of the stack for example: a class whose static
 * initializer throws stays unusable.
 */
final class ConnectorWeaver {
    private ConnectorWeaver() {}

    static void weave(MethodNode method, int major, LibraryCalls library) {
        LabelNode handler = new LabelNode();
        boolean isWoven = false;
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction.getOpcode() == Opcodes.RETURN) {
                LabelNode start = new LabelNode();
                LabelNode end = new LabelNode();
                method.instructions.insertBefore(instruction, start);
                method.instructions.insertBefore(
                        instruction,
                        new MethodInsnNode(Opcodes.INVOKESTATIC, library.weave(), "connectObservers", "()V", false));
                method.instructions.insertBefore(instruction, end);
                // First, since a return may be where the program catches.
                method.tryCatchBlocks.add(0, new TryCatchBlockNode(start, end, handler, null));
                isWoven = true;
            }
        }
        if (isWoven) {
            addHandler(method, handler, major);
        }
    }

    private static void addHandler(MethodNode method, LabelNode handler, int major) {
        method.instructions.add(handler);
        if (major >= Opcodes.V1_6) {
            method.instructions.add(
                    new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"}));
        }
        method.instructions.add(new InsnNode(Opcodes.POP));
        method.instructions.add(new InsnNode(Opcodes.RETURN));
        method.maxStack = Math.max(method.maxStack, 1);
    }
}
