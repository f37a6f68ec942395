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
 * The body of a constructor.
 *
 * <pre>
 *   code before, callsSuper(token)     on any throwable: failed(throwable, token), then the very same is thrown on
 *   super(…) or this(…)                no handler may stand around this
 *   made(this, token), code behind     a second handler; done(token) before each return
 * </pre>
 *
 * <p>What {@code super(…)} throws is told by the constructor called there, if that is woven too. Constructors that are no
 * events, but that an event's {@code super(…)} or {@code this(…)} may call, get the handlers alone, for that purpose.
 */
final class ConstructorWeaver {
    private static final String DOOR = "dev/observatory/weave/WovenConstructors";

    private final MethodNode method;
    private final StackFrames frames;
    private final ConstructorAnalysis flow;
    private final boolean isEvent;
    private final int tokenSlot;
    private final @Nullable OutcomeGuard outcome;
    /** The verifier of class files from before Java 6 allows a handler around {@code super(…)}. */
    private final boolean catchesSuper;

    private final LabelNode thrownBefore = new LabelNode();
    private final LabelNode thrownAfter;

    private ConstructorWeaver(
            String className,
            int major,
            MethodNode method,
            StackFrames frames,
            int tokenSlot,
            @Nullable OutcomeGuard outcome)
            throws Exception {
        this.method = method;
        this.frames = frames;
        this.tokenSlot = tokenSlot;
        this.outcome = outcome;
        this.isEvent = outcome != null;
        this.flow = ConstructorAnalysis.of(className, method);
        flow.requireStages();
        this.catchesSuper = major < Opcodes.V1_6;
        this.thrownAfter = catchesSuper ? thrownBefore : new LabelNode();
    }

    static ConstructorWeaver ofEvent(
            String className, int major, MethodNode method, StackFrames frames, int tokenSlot, OutcomeGuard outcome)
            throws Exception {
        return new ConstructorWeaver(className, major, method, frames, tokenSlot, outcome);
    }

    static ConstructorWeaver ofBystander(String className, int major, MethodNode method) throws Exception {
        return new ConstructorWeaver(className, major, method, new StackFrames(className, major, method), 0, null);
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
            ranges.leaveOut(instruction); // What its frame says of the object cannot be known.
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
        AbstractInsnNode behind = instruction;
        if (catchesSuper) {
            ranges.cover(instruction, thrownBefore);
        } else {
            ranges.leaveOut(instruction);
            behind = isEvent ? ranges.coverFromBehind(instruction, thrownAfter) : instruction;
        }
        if (isEvent) {
            InsnList made = call("made", "(Ljava/lang/Object;Ljava/lang/Object;)V");
            made.insert(new VarInsnNode(Opcodes.ALOAD, 0));
            method.instructions.insert(behind, made);
        }
    }

    private void addHandler(TryCatchRanges ranges, LabelNode thrown) {
        if (ranges.use(thrown)) {
            InsnList code = method.instructions;
            code.add(thrown);
            frames.addInHandler(code, thrown == thrownBefore, isEvent);
            InsnList failed = call("failed", "(Ljava/lang/Throwable;Ljava/lang/Object;)Ljava/lang/Throwable;");
            // Before super(…) a frame must know the object, which no frame of ours does once telling has failed.
            code.add(outcome == null || thrown == thrownBefore ? failed : outcome.keepThrowable(failed));
            code.add(new InsnNode(Opcodes.ATHROW));
        }
    }

    private InsnList call(String name, String descriptor) {
        InsnList call = new InsnList();
        call.add(isEvent ? new VarInsnNode(Opcodes.ALOAD, tokenSlot) : new InsnNode(Opcodes.ACONST_NULL));
        call.add(new MethodInsnNode(Opcodes.INVOKESTATIC, DOOR, name, descriptor, false));
        return call;
    }
}
