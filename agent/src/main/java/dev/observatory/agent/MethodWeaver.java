package dev.observatory.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Weaves one method or constructor as an event, or a method as a publisher. A method that is both is woven twice, one around
 * the other.
 *
 * <pre>
 *   token = invokedynamic(this, args…)      null while idle; null too if even that fails
 *   body, with exit(result, token) before each return
 *   on any throwable: crash(throwable, token), then the very same is thrown on
 *   should exit or crash itself fail: the result is returned, the throwable thrown, all the same
 * </pre>
 *
 * <p>The token lives in a new local behind all others, what the method ends with in another, so no slot moves and debug
 * information stays true. The handlers' frames know only those two: whatever the body does to its own, parameters and
 * {@code this} included, they verify. What is different in a constructor is left to {@link ConstructorBody}.
 *
 * <p>Exit and crash never throw, but calling them may: at the end of the stack there is no room for one more frame, where
 * the method alone would have returned.
 */
final class MethodWeaver {
    static final String DOOR = "dev/observatory/weave/Weave";

    private final MethodNode method;
    private final @Nullable ConstructorBody constructor;
    private final EntryCode entryCode;
    private final Frames frames;
    private final Type result;
    private final int tokenSlot;
    /** Where a result waits while its exit is told, or a throwable while its crash is. */
    private final int outcomeSlot;

    MethodWeaver(String className, int major, MethodNode method, IntSupplier siteNumbers, MethodRole role)
            throws Exception {
        this.method = method;
        this.frames = new Frames(className, major, method);
        this.entryCode = new EntryCode(method, major, frames, siteNumbers, role);
        this.result = Type.getReturnType(method.desc);
        this.tokenSlot = method.maxLocals;
        this.outcomeSlot = tokenSlot + 1;
        this.constructor = method.name.equals("<init>")
                ? ConstructorBody.ofEvent(className, major, method, frames, tokenSlot)
                : null;
    }

    void weave() throws NotWeavableException {
        String parameterNames = ParameterNames.of(method);
        frames.addTokenToBody();
        if (constructor == null) {
            weaveBody();
        } else {
            constructor.weave();
        }
        weaveEntry(parameterNames);
        method.maxLocals = outcomeSlot + Math.max(1, result.getSize());
    }

    private void weaveBody() {
        CaughtRanges ranges = new CaughtRanges(method);
        LabelNode thrown = new LabelNode();
        LabelNode exitFailed = new LabelNode();
        List<TryCatchBlockNode> exits = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (isReturn(instruction)) {
                ranges.leaveOut(instruction);
                exits.add(weaveExit(instruction, exitFailed));
            } else if (instruction.getOpcode() >= 0) {
                ranges.cover(instruction, thrown);
            }
        }
        method.maxStack += 3;
        ranges.finish();
        if (ranges.use(thrown)) {
            addThrownHandler(thrown);
        }
        if (!exits.isEmpty()) {
            addExitFailedHandler(exitFailed);
            // First of all: a return may stand where the program itself catches what is thrown.
            method.tryCatchBlocks.addAll(0, exits);
        }
    }

    private TryCatchBlockNode weaveExit(AbstractInsnNode atReturn, LabelNode exitFailed) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        InsnList exit = new InsnList();
        if (!isVoid()) {
            exit.add(new InsnNode(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP));
            exit.add(new VarInsnNode(result.getOpcode(Opcodes.ISTORE), outcomeSlot));
        }
        exit.add(start);
        exit.add(callExit());
        exit.add(end);
        method.instructions.insertBefore(atReturn, exit);
        return new TryCatchBlockNode(start, end, exitFailed, null);
    }

    private void addThrownHandler(LabelNode thrown) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        LabelNode crashFailed = new LabelNode();
        InsnList code = method.instructions;
        code.add(thrown);
        frames.addInHandler(code, false, true);
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new VarInsnNode(Opcodes.ASTORE, outcomeSlot));
        code.add(start);
        code.add(new VarInsnNode(Opcodes.ALOAD, tokenSlot));
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                DOOR,
                "crash",
                "(Ljava/lang/Throwable;Ljava/lang/Object;)Ljava/lang/Throwable;",
                false));
        code.add(end);
        code.add(new InsnNode(Opcodes.ATHROW));
        code.add(crashFailed);
        frames.addInHandler(code, false, true, Frames.THROWABLE);
        code.add(new InsnNode(Opcodes.POP));
        code.add(new VarInsnNode(Opcodes.ALOAD, outcomeSlot));
        code.add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, crashFailed, null));
    }

    private void addExitFailedHandler(LabelNode exitFailed) {
        InsnList code = method.instructions;
        code.add(exitFailed);
        if (isVoid()) {
            frames.addInHandler(code, false, true);
        } else {
            frames.addInHandler(code, false, true, Frames.typeOf(result));
        }
        code.add(new InsnNode(Opcodes.POP));
        if (!isVoid()) {
            code.add(new VarInsnNode(result.getOpcode(Opcodes.ILOAD), outcomeSlot));
        }
        code.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
    }

    private boolean isVoid() {
        return result.equals(Type.VOID_TYPE);
    }

    static boolean isReturn(AbstractInsnNode instruction) {
        return instruction.getOpcode() >= Opcodes.IRETURN && instruction.getOpcode() <= Opcodes.RETURN;
    }

    private InsnList callExit() {
        InsnList exit = new InsnList();
        String descriptor;
        if (EntryCode.isReference(result)) {
            exit.add(new InsnNode(Opcodes.DUP));
            descriptor = "(Ljava/lang/Object;Ljava/lang/Object;)V";
        } else if (isVoid()) {
            descriptor = "(Ljava/lang/Object;)V";
        } else {
            descriptor = "(" + result.getDescriptor() + "Ljava/lang/Object;)" + result.getDescriptor();
        }
        exit.add(new VarInsnNode(Opcodes.ALOAD, tokenSlot));
        exit.add(new MethodInsnNode(Opcodes.INVOKESTATIC, DOOR, "exit", descriptor, false));
        return exit;
    }

    /**
     * Puts the entry before all else, with a handler that takes a failure of the entry itself for an idle site: the program
     * must not pay for a JVM that has no stack or memory left to link it.
     */
    private void weaveEntry(String parameterNames) throws NotWeavableException {
        LabelNode start = new LabelNode();
        LabelNode storeToken = new LabelNode();
        LabelNode failed = new LabelNode();

        InsnList entry = entryCode.make(parameterNames);
        entry.insert(start);
        startDebugInformationAt(start);
        entry.add(storeToken);
        frames.addAtEntry(entry, Frames.OBJECT);
        entry.add(new VarInsnNode(Opcodes.ASTORE, tokenSlot));
        method.instructions.insert(entry);

        InsnList handler = new InsnList();
        handler.add(failed);
        frames.addAtEntry(handler, Frames.THROWABLE);
        handler.add(new InsnNode(Opcodes.POP));
        handler.add(new InsnNode(Opcodes.ACONST_NULL));
        handler.add(new JumpInsnNode(Opcodes.GOTO, storeToken));
        method.instructions.add(handler);
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, storeToken, failed, null));
    }

    /** Lets the entry belong to the first line, and parameters be known from it on: as it was when the method began there. */
    private void startDebugInformationAt(LabelNode start) {
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                if (ParameterNames.startsAtBeginning(variable.start)) {
                    variable.start = start;
                }
            }
        }
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() >= 0) {
                return;
            }
            if (instruction instanceof LineNumberNode line) {
                line.start = start;
            }
        }
    }
}
