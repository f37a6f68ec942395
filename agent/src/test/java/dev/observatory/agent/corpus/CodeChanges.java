package dev.observatory.agent.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The changes of weaving to code that it may add to: the original instructions must still be there in the same order, as must the
 * handlers, and the debug tables must contain the same for them.
 */
final class CodeChanges {
    private final List<String> found = new ArrayList<>();

    private CodeChanges() {}

    /** Compares all methods of a class; returns one line for each change that is not allowed. */
    static List<String> between(byte[] original, byte[] woven) {
        CodeChanges changes = new CodeChanges();
        List<MethodNode> before = methods(original);
        List<MethodNode> after = methods(woven);
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            changes.compare(before.get(i), after.get(i));
        }
        return changes.found;
    }

    private static List<MethodNode> methods(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, ClassReader.SKIP_FRAMES);
        return node.methods;
    }

    private void compare(MethodNode before, MethodNode after) {
        String method = before.name + before.desc;
        expect(isWithin(opcodes(before), opcodes(after)), "the instructions of " + method);
        expect(isWithin(handlers(before), handlers(after)), "the handlers of " + method);
        expect(lines(before).equals(lines(after)), "the line numbers of " + method);
        compareVariables(method, before, after);
    }

    private void compareVariables(String method, MethodNode before, MethodNode after) {
        List<LocalVariableNode> known = before.localVariables == null ? List.of() : before.localVariables;
        List<LocalVariableNode> knownAfter = after.localVariables == null ? List.of() : after.localVariables;
        expect(known.size() == knownAfter.size(), "the number of variables known in " + method);
        Map<AbstractInsnNode, Integer> places = places(before);
        Map<AbstractInsnNode, Integer> placesAfter = places(after);
        for (int i = 0; i < Math.min(known.size(), knownAfter.size()); i++) {
            LocalVariableNode variable = known.get(i);
            LocalVariableNode same = knownAfter.get(i);
            boolean isSame = describe(variable).equals(describe(same));
            expect(isSame, "variable " + variable.name + " of " + method);
            int scope = scope(variable.start, variable.end, places);
            expect(
                    scope(same.start, same.end, placesAfter) >= scope,
                    "the scope of " + variable.name + " in " + method);
        }
    }

    private static String describe(LocalVariableNode variable) {
        return variable.index + " " + variable.name + " " + variable.desc + " " + variable.signature;
    }

    private static int scope(LabelNode start, LabelNode end, Map<AbstractInsnNode, Integer> places) {
        return places.getOrDefault(end, 0) - places.getOrDefault(start, 0);
    }

    /** Counts the instructions before each label. */
    private static Map<AbstractInsnNode, Integer> places(MethodNode method) {
        Map<AbstractInsnNode, Integer> places = new HashMap<>();
        int count = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() >= 0) {
                count++;
            } else {
                places.put(instruction, count);
            }
        }
        return places;
    }

    /** Excludes jumps, which are replaced in long methods. */
    private static List<Integer> opcodes(MethodNode method) {
        List<Integer> opcodes = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            int opcode = instruction.getOpcode();
            if (opcode >= 0 && instruction.getType() != AbstractInsnNode.JUMP_INSN && opcode != Opcodes.NOP) {
                opcodes.add(opcode);
            }
        }
        return opcodes;
    }

    private static List<@Nullable String> handlers(MethodNode method) {
        List<@Nullable String> types = new ArrayList<>();
        method.tryCatchBlocks.forEach(handler -> types.add(handler.type));
        return types;
    }

    private static List<Integer> lines(MethodNode method) {
        List<Integer> lines = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode line) {
                lines.add(line.line);
            }
        }
        return lines;
    }

    private static <T> boolean isWithin(List<T> part, List<T> whole) {
        int next = 0;
        for (T element : whole) {
            if (next < part.size() && Objects.equals(part.get(next), element)) {
                next++;
            }
        }
        return next == part.size();
    }

    private void expect(boolean isSame, String what) {
        if (!isSame) {
            found.add(what);
        }
    }
}
