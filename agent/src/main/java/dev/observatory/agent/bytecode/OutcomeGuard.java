package dev.observatory.agent.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What a woven method ends with, kept in a local of its own while it is told: should the telling fail, the program gets it
 * all the same.
 *
 * <p>What is called to tell never throws, but the call may: at the end of the stack there is no room for one more frame,
 * where the method alone would have returned its result or thrown its own exception.
 */
final class OutcomeGuard {
    private final MethodNode method;
    private final StackFrames frames;
    private final Type result;
    private final boolean isVoid;
    private final int slot;
    private final List<Told> results = new ArrayList<>();
    private final List<Told> throwables = new ArrayList<>();

    private record Told(LabelNode start, LabelNode end) {}

    /** For a method whose locals from this slot on are free. */
    OutcomeGuard(MethodNode method, StackFrames frames, int slot) {
        this.method = method;
        this.frames = frames;
        this.result = Type.getReturnType(method.desc);
        this.isVoid = result.equals(Type.VOID_TYPE);
        this.slot = slot;
    }

    /** Keeps the result on top of the stack, if there is one; then the call tells it. */
    InsnList keepResult(InsnList call) {
        if (!isVoid) {
            call.insert(new VarInsnNode(result.getOpcode(Opcodes.ISTORE), slot));
            call.insert(new InsnNode(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP));
        }
        return guarded(call, isVoid ? 0 : 2, results);
    }

    /** Keeps the throwable on top of the stack; then the call tells it. */
    InsnList keepThrowable(InsnList call) {
        call.insert(new VarInsnNode(Opcodes.ASTORE, slot));
        call.insert(new InsnNode(Opcodes.DUP));
        return guarded(call, 2, throwables);
    }

    private static InsnList guarded(InsnList call, int kept, List<Told> told) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        if (kept == 0) {
            call.insert(start);
        } else {
            call.insert(call.get(kept - 1), start);
        }
        call.add(end);
        told.add(new Told(start, end));
        return call;
    }

    /** Adds the handlers; to be called once, when all else has been woven but the entry. */
    void finish() {
        InsnList code = method.instructions;
        if (!results.isEmpty()) {
            LabelNode failed = handle(results);
            code.add(failed);
            frames.addInHandler(code, false, true, isVoid ? new Object[0] : new Object[] {StackFrames.typeOf(result)});
            code.add(new InsnNode(Opcodes.POP));
            if (!isVoid) {
                code.add(new VarInsnNode(result.getOpcode(Opcodes.ILOAD), slot));
            }
            code.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
        }
        if (!throwables.isEmpty()) {
            LabelNode failed = handle(throwables);
            code.add(failed);
            frames.addInHandler(code, false, true, StackFrames.THROWABLE);
            code.add(new InsnNode(Opcodes.POP));
            code.add(new VarInsnNode(Opcodes.ALOAD, slot));
            code.add(new InsnNode(Opcodes.ATHROW));
        }
        method.maxLocals = slot + Math.max(1, result.getSize());
    }

    private LabelNode handle(List<Told> told) {
        LabelNode failed = new LabelNode();
        for (Told call : told) {
            // First in the table: a return may stand where the program itself catches what is thrown.
            method.tryCatchBlocks.add(0, new TryCatchBlockNode(call.start, call.end, failed, null));
        }
        return failed;
    }
}
