package dev.observatory.agent.bytecode;

import dev.observatory.agent.bytecode.ConstructorAnalysis.Stage;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Weaves the body of one constructor.
 *
 * <pre>
 *   code before, callsSuper(token)     on any throwable: failed(throwable, token), then the same is thrown
 *   super(…) or this(…)                must not be inside a handler's range
 *   made(this, token), code after      a second handler; done(token) before each return
 * </pre>
 *
 * <p>What {@code super(…)} throws is reported by the constructor that is called, if that is woven too. Constructors that are not
 * events, but may be called by {@code super(…)} or {@code this(…)} of an event, get only the handlers, for that purpose.
 */
final class ConstructorWeaver {
    private final MethodNode method;
    private final StackFrames frames;
    private final ConstructorAnalysis flow;
    private final boolean isEvent;
    private final LibraryCalls library;
    private final int tokenSlot;
    private final @Nullable OutcomeGuard outcome;
    /** The verifier for class files from before Java 6 allows a handler around {@code super(…)}. */
    private final boolean catchesSuper;

    private final LabelNode thrownBefore = new LabelNode();
    private final LabelNode thrownAfter;

    private ConstructorWeaver(
            String className,
            int major,
            MethodNode method,
            StackFrames frames,
            LibraryCalls library,
            int tokenSlot,
            @Nullable OutcomeGuard outcome)
            throws Exception {
        this.method = method;
        this.frames = frames;
        this.library = library;
        this.tokenSlot = tokenSlot;
        this.outcome = outcome;
        this.isEvent = outcome != null;
        this.flow = ConstructorAnalysis.of(className, method);
        flow.requireStages();
        this.catchesSuper = major < Opcodes.V1_6;
        this.thrownAfter = catchesSuper ? thrownBefore : new LabelNode();
    }

    static ConstructorWeaver ofEvent(
            String className,
            int major,
            MethodNode method,
            StackFrames frames,
            LibraryCalls library,
            int tokenSlot,
            OutcomeGuard outcome)
            throws Exception {
        return new ConstructorWeaver(className, major, method, frames, library, tokenSlot, outcome);
    }

    static ConstructorWeaver ofBystander(String className, int major, MethodNode method, LibraryCalls library)
            throws Exception {
        return new ConstructorWeaver(
                className, major, method, new StackFrames(className, major, method), library, 0, null);
    }

    void weave() {
        TryCatchRanges ranges = new TryCatchRanges(method);
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction.getOpcode() >= 0) {
                weave(instruction, ranges);
            }
        }
        ranges.finish();
        addHandler(ranges, thrownBefore);
        if (thrownAfter != thrownBefore) {
            addHandler(ranges, thrownAfter);
        }
        method.maxStack += 2;
    }

    private void weave(AbstractInsnNode instruction, TryCatchRanges ranges) {
        Stage stage = flow.stage(instruction);
        if (stage == Stage.NEVER_REACHED) {
            ranges.leaveOut(instruction); // The state of the object in its frame is unknown.
        } else if (stage == Stage.CALLS_SUPER) {
            weaveSuper(instruction, ranges);
        } else if (instruction.getOpcode() == Opcodes.RETURN) {
            ranges.leaveOut(instruction);
            if (outcome != null) {
                method.instructions.insertBefore(
                        instruction, outcome.keepResult(call("done", "(Ljava/lang/Object;)V")));
            }
        } else {
            ranges.cover(instruction, stage == Stage.BEFORE_SUPER ? thrownBefore : thrownAfter);
        }
    }

    private void weaveSuper(AbstractInsnNode instruction, TryCatchRanges ranges) {
        if (isEvent) {
            ranges.cover(instruction, thrownBefore);
            method.instructions.insertBefore(instruction, call("callsSuper", "(Ljava/lang/Object;)V"));
        }
        AbstractInsnNode last = instruction;
        if (catchesSuper) {
            ranges.cover(instruction, thrownBefore);
        } else {
            ranges.leaveOut(instruction);
            last = isEvent ? ranges.coverFromAfter(instruction, thrownAfter) : instruction;
        }
        if (isEvent) {
            InsnList made = call("made", "(Ljava/lang/Object;Ljava/lang/Object;)V");
            made.insert(new VarInsnNode(Opcodes.ALOAD, 0));
            method.instructions.insert(last, made);
        }
    }

    private void addHandler(TryCatchRanges ranges, LabelNode thrown) {
        if (ranges.use(thrown)) {
            InsnList code = method.instructions;
            code.add(thrown);
            frames.addInHandler(code, thrown == thrownBefore, isEvent);
            InsnList failed = call("failed", "(Ljava/lang/Throwable;Ljava/lang/Object;)Ljava/lang/Throwable;");
            // Before super(…) a frame must contain the uninitialized object, which the frame of the outcome's handler
            // does not.
            code.add(outcome == null || thrown == thrownBefore ? failed : outcome.keepThrowable(failed));
            code.add(new InsnNode(Opcodes.ATHROW));
        }
    }

    private InsnList call(String name, String descriptor) {
        InsnList call = new InsnList();
        call.add(isEvent ? new VarInsnNode(Opcodes.ALOAD, tokenSlot) : new InsnNode(Opcodes.ACONST_NULL));
        call.add(new MethodInsnNode(Opcodes.INVOKESTATIC, library.constructors(), name, descriptor, false));
        return call;
    }
}
