package dev.observatory.agent.bytecode;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Weaves one method or constructor in one {@link MethodRole}. A method with several roles is woven once for each, one around the
 * other.
 *
 * <pre>
 *   token = invokedynamic(this, args…)      null while idle, and if linking fails; or, without a call site:
 *   token = switch (mode(number)) { idle: null, observed: begin({this, args…}, number, description), without operands: begin(number) }
 *   body, with exit(result, token) before each return
 *   on any throwable: crash(throwable, token), then the same throwable is thrown
 * </pre>
 *
 * <p>The token is kept in a new local variable after all others, so that no slot moves and debug information stays valid; the
 * {@link OutcomeGuard} uses the one after that. The frames of the handlers contain only these two, so they verify whatever the
 * body assigns to its own variables, parameters and {@code this} included. {@link ConstructorWeaver} handles what is different in a
 * constructor.
 */
final class MethodWeaver {
    private final MethodNode method;
    private final @Nullable ConstructorWeaver constructor;
    private final MethodEntryCode entryCode;
    private final StackFrames frames;
    private final OutcomeGuard outcome;
    private final boolean hasNumber;
    private final LibraryCalls library;
    private final int tokenSlot;

    MethodWeaver(String className, int major, MethodNode method, LibraryCalls library, MethodRole role)
            throws Exception {
        this.method = method;
        this.frames = new StackFrames(className, major, method);
        this.entryCode = new MethodEntryCode(method, major, frames, library, role);
        this.hasNumber = entryCode.hasNumber();
        this.library = hasNumber ? library.byNumber() : library;
        this.tokenSlot = method.maxLocals;
        this.outcome = new OutcomeGuard(method, frames, tokenSlot + 1);
        this.constructor = method.name.equals("<init>")
                ? ConstructorWeaver.ofEvent(className, major, method, frames, this.library, tokenSlot, outcome)
                : null;
    }

    void weave() {
        String parameterNames = DebugInformation.parameterNames(method);
        frames.addTokenToBody();
        if (constructor == null) {
            weaveBody();
        } else {
            constructor.weave();
        }
        outcome.finish();
        weaveEntry(parameterNames);
    }

    private void weaveBody() {
        TryCatchRanges ranges = new TryCatchRanges(method);
        LabelNode thrown = new LabelNode();
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (isReturn(instruction)) {
                ranges.leaveOut(instruction);
                method.instructions.insertBefore(instruction, outcome.keepResult(exit()));
            } else if (instruction.getOpcode() >= 0) {
                ranges.cover(instruction, thrown);
            }
        }
        method.maxStack += 2;
        ranges.finish();
        if (ranges.use(thrown)) {
            InsnList code = method.instructions;
            code.add(thrown);
            frames.addInHandler(code, false, true);
            InsnList crash = new InsnList();
            crash.add(new VarInsnNode(Opcodes.ALOAD, tokenSlot));
            crash.add(new MethodInsnNode(
                    Opcodes.INVOKESTATIC,
                    library.weave(),
                    "crash",
                    "(Ljava/lang/Throwable;Ljava/lang/Object;)Ljava/lang/Throwable;",
                    false));
            code.add(outcome.keepThrowable(crash));
            code.add(new InsnNode(Opcodes.ATHROW));
        }
    }

    static boolean isReturn(AbstractInsnNode instruction) {
        return instruction.getOpcode() >= Opcodes.IRETURN && instruction.getOpcode() <= Opcodes.RETURN;
    }

    private InsnList exit() {
        Type result = Type.getReturnType(method.desc);
        InsnList exit = new InsnList();
        String descriptor;
        if (BytecodeSupport.isReference(result)) {
            exit.add(new InsnNode(Opcodes.DUP));
            descriptor = "(Ljava/lang/Object;Ljava/lang/Object;)V";
        } else if (result.equals(Type.VOID_TYPE)) {
            descriptor = "(Ljava/lang/Object;)V";
        } else if (hasNumber) {
            exit.add(new InsnNode(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP));
            exit.add(BytecodeSupport.box(result));
            descriptor = "(Ljava/lang/Object;Ljava/lang/Object;)V";
        } else {
            descriptor = "(" + result.getDescriptor() + "Ljava/lang/Object;)" + result.getDescriptor();
        }
        exit.add(new VarInsnNode(Opcodes.ALOAD, tokenSlot));
        exit.add(new MethodInsnNode(Opcodes.INVOKESTATIC, library.weave(), "exit", descriptor, false));
        return exit;
    }

    /**
     * Inserts the entry code before everything else, with a handler that treats a failure of the entry code as an idle site: a JVM
     * that has no stack or memory left to link it must not make the program fail.
     */
    private void weaveEntry(String parameterNames) {
        LabelNode start = new LabelNode();
        LabelNode storeToken = new LabelNode();
        LabelNode failed = new LabelNode();

        InsnList entry = entryCode.create(parameterNames);
        entry.insert(start);
        entry.add(storeToken);
        frames.addAtEntry(entry, StackFrames.OBJECT);
        entry.add(new VarInsnNode(Opcodes.ASTORE, tokenSlot));
        DebugInformation.extendTo(start, method);
        method.instructions.insert(entry);

        InsnList handler = new InsnList();
        handler.add(failed);
        frames.addAtEntry(handler, StackFrames.THROWABLE);
        handler.add(new InsnNode(Opcodes.POP));
        handler.add(new InsnNode(Opcodes.ACONST_NULL));
        handler.add(new JumpInsnNode(Opcodes.GOTO, storeToken));
        method.instructions.add(handler);
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, storeToken, failed, null));
    }
}
