package dev.observatory.agent.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Gathers which instructions, visited in order, a handler of ours stands for, as ranges that are never empty. */
final class TryCatchRanges {
    private final MethodNode method;
    private final List<TryCatchBlockNode> ranges = new ArrayList<>();
    private @Nullable LabelNode start;
    private @Nullable LabelNode handler;

    TryCatchRanges(MethodNode method) {
        this.method = method;
    }

    void cover(AbstractInsnNode instruction, LabelNode by) {
        if (handler != by) {
            leaveOut(instruction);
            open(labelBefore(instruction), by);
        }
    }

    void leaveOut(AbstractInsnNode instruction) {
        if (handler != null) {
            close(labelBefore(instruction));
        }
    }

    /** What is inserted behind an instruction that is itself left out is covered. */
    LabelNode coverFromBehind(AbstractInsnNode instruction, LabelNode by) {
        LabelNode behind = new LabelNode();
        method.instructions.insert(instruction, behind);
        open(behind, by);
        return behind;
    }

    /** To be called when all instructions have been visited and no handler has been added. */
    void finish() {
        if (handler != null) {
            LabelNode end = new LabelNode();
            method.instructions.add(end);
            close(end);
        }
        // Last in the table: what the program itself catches, it catches first.
        method.tryCatchBlocks.addAll(ranges);
    }

    boolean use(LabelNode ours) {
        for (TryCatchBlockNode range : ranges) {
            if (range.handler == ours) {
                return true;
            }
        }
        return false;
    }

    private LabelNode labelBefore(AbstractInsnNode instruction) {
        LabelNode label = new LabelNode();
        method.instructions.insertBefore(instruction, label);
        return label;
    }

    private void open(LabelNode from, LabelNode by) {
        start = from;
        handler = by;
    }

    private void close(LabelNode end) {
        ranges.add(new TryCatchBlockNode(start, end, handler, null));
        start = null;
        handler = null;
    }
}
