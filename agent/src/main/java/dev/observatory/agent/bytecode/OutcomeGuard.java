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
 * Keeps the result or throwable of a woven method in a local variable of its own while the library is notified: if the notification
 * fails, the program still receives it.
 *
 * <p>The called method itself never throws, but the call may: at the end of the stack there is no room for one more frame,
 * where the method alone would have returned its result or thrown its own exception.
 */
final class OutcomeGuard {
    private final MethodNode method;
    private final StackFrames frames;
    private final Type result;
    private final boolean isVoid;
    private final int slot;
    private final List<Guarded> results = new ArrayList<>();
    private final List<Guarded> throwables = new ArrayList<>();

    private record Guarded(LabelNode start, LabelNode end) {}

    /** Creates a guard for a method whose local variables from this slot on are free. */
    OutcomeGuard(MethodNode method, StackFrames frames, int slot) {
        this.method = method;
        this.frames = frames;
        this.result = Type.getReturnType(method.desc);
        this.isVoid = result.equals(Type.VOID_TYPE);
        this.slot = slot;
    }

    /** Adds to a notification code that first keeps the result on top of the stack, if there is one. */
    InsnList keepResult(InsnList call) {
        if (!isVoid) {
            call.insert(new VarInsnNode(result.getOpcode(Opcodes.ISTORE), slot));
            call.insert(new InsnNode(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP));
        }
        return guarded(call, isVoid ? 0 : 2, results);
    }

    /** Adds to a notification code that first keeps the throwable on top of the stack. */
    InsnList keepThrowable(InsnList call) {
        call.insert(new VarInsnNode(Opcodes.ASTORE, slot));
        call.insert(new InsnNode(Opcodes.DUP));
        return guarded(call, 2, throwables);
    }

    private static InsnList guarded(InsnList call, int kept, List<Guarded> calls) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        if (kept == 0) {
            call.insert(start);
        } else {
            call.insert(call.get(kept - 1), start);
        }
        call.add(end);
        calls.add(new Guarded(start, end));
        return call;
    }

    /** Adds the handlers. Must be called once, after everything but the entry code has been woven. */
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

    private LabelNode handle(List<Guarded> calls) {
        LabelNode failed = new LabelNode();
        for (Guarded call : calls) {
            // First in the table: a return may be in the range of one of the program's own handlers.
            method.tryCatchBlocks.add(0, new TryCatchBlockNode(call.start, call.end, failed, null));
        }
        return failed;
    }
}
