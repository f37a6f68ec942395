package dev.observatory.agent.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Collects which instructions, visited in order, are covered by which added handler, as ranges that are never empty. */
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

    /** Covers what is inserted after an instruction that is itself left out; returns the node to insert it after. */
    LabelNode coverFromAfter(AbstractInsnNode instruction, LabelNode by) {
        LabelNode after = new LabelNode();
        method.instructions.insert(instruction, after);
        open(after, by);
        return after;
    }

    /** Adds the ranges to the method. Must be called after all instructions have been visited and before a handler is added. */
    void finish() {
        if (handler != null) {
            LabelNode end = new LabelNode();
            method.instructions.add(end);
            close(end);
        }
        // Last in the table: the program's own handlers come first.
        method.tryCatchBlocks.addAll(ranges);
    }

    boolean use(LabelNode added) {
        for (TryCatchBlockNode range : ranges) {
            if (range.handler == added) {
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
