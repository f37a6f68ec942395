package dev.observatory.agent.bytecode;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/**
 * Data flow analysis of a constructor: which instructions run before and after its call of {@code super(…)} or {@code this(…)}, and
 * which of them use the object under construction. There may be code before such a call, several of them on different paths, and
 * calls that create other objects of the same class.
 */
final class ConstructorAnalysis {
    /** The position of an instruction relative to the call of {@code super(…)} or {@code this(…)}. */
    enum Stage {
        BEFORE_SUPER,
        CALLS_SUPER,
        AFTER_SUPER,
        NEVER_REACHED
    }

    /** The object whose field is assigned. */
    enum Receiver {
        BEFORE_SUPER,
        THIS,
        ANOTHER_OBJECT
    }

    private static final ThisValue THIS_UNINITIALIZED = new ThisValue(Receiver.BEFORE_SUPER);
    private static final ThisValue THIS_INITIALIZED = new ThisValue(Receiver.THIS);

    private final IdentityHashMap<AbstractInsnNode, FlowFrame> frames = new IdentityHashMap<>();
    private final boolean isMixed;

    private ConstructorAnalysis(ThisAnalyzer analyzer, AbstractInsnNode[] instructions, Frame<BasicValue>[] found) {
        for (int i = 0; i < instructions.length; i++) {
            if (found[i] instanceof FlowFrame frame) {
                frames.put(instructions[i], frame);
            }
        }
        this.isMixed = analyzer.isMixed;
    }

    static ConstructorAnalysis of(String className, MethodNode constructor) throws AnalyzerException {
        ThisAnalyzer analyzer = new ThisAnalyzer();
        Frame<BasicValue>[] found = analyzer.analyze(className, constructor);
        return new ConstructorAnalysis(analyzer, constructor.instructions.toArray(), found);
    }

    /**
     * Requires that every instruction runs either before or after the call, and that handlers find the object.
     *
     * @throws UnweavableMethodException otherwise; Java compilers do not generate such code
     */
    void requireStages() throws UnweavableMethodException {
        if (isMixed) {
            throw new UnweavableMethodException(
                    "code before and code after its call of super(…) or this(…) share an instruction");
        }
        for (FlowFrame frame : frames.values()) {
            if (!frame.isInitialized && !THIS_UNINITIALIZED.equals(frame.getLocal(0))) {
                throw new UnweavableMethodException(
                        "it removes the object under construction from its first local variable before calling super(…)");
            }
        }
    }

    Stage stage(AbstractInsnNode instruction) {
        FlowFrame frame = frames.get(instruction);
        if (frame == null) {
            return Stage.NEVER_REACHED;
        }
        if (frame.isInitialized) {
            return Stage.AFTER_SUPER;
        }
        return frame.initializesThis(instruction) ? Stage.CALLS_SUPER : Stage.BEFORE_SUPER;
    }

    Receiver receiver(FieldInsnNode write) {
        FlowFrame frame = frames.get(write);
        return frame != null && frame.getStack(frame.getStackSize() - 2) instanceof ThisValue self
                ? self.receiver
                : Receiver.ANOTHER_OBJECT;
    }

    /** The value of {@code this}. */
    private static final class ThisValue extends BasicValue {
        private final Receiver receiver;

        ThisValue(Receiver receiver) {
            // A type of its own: values of one type are equal, and no other object equals this.
            super(Type.getObjectType("this/" + receiver));
            this.receiver = receiver;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ThisValue self && self.receiver == receiver;
        }

        @Override
        public int hashCode() {
            return receiver.hashCode();
        }
    }

    /** Follows the value of {@code this} through local variables and stack. */
    private static final class ThisInterpreter extends BasicInterpreter {
        ThisInterpreter() {
            super(Opcodes.ASM9);
        }

        @Override
        public BasicValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
            return isInstanceMethod && local == 0
                    ? THIS_UNINITIALIZED
                    : super.newParameterValue(isInstanceMethod, local, type);
        }

        @Override
        public BasicValue merge(BasicValue one, BasicValue other) {
            if (one.equals(other)) {
                return one;
            }
            boolean mayBeThis = one instanceof ThisValue || other instanceof ThisValue;
            return mayBeThis ? super.merge(withoutThis(one), withoutThis(other)) : super.merge(one, other);
        }

        private static BasicValue withoutThis(BasicValue value) {
            return value instanceof ThisValue ? BasicValue.REFERENCE_VALUE : value;
        }
    }

    private static final class ThisAnalyzer extends Analyzer<BasicValue> {
        private boolean isMixed;

        ThisAnalyzer() {
            super(new ThisInterpreter());
        }

        @Override
        protected Frame<BasicValue> newFrame(int locals, int stack) {
            return new FlowFrame(this, locals, stack);
        }

        @Override
        protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
            return new FlowFrame(this, frame);
        }
    }

    /** A frame that also records whether {@code this} is initialized: after the constructor that it was passed to has returned. */
    private static final class FlowFrame extends Frame<BasicValue> {
        private final ThisAnalyzer analyzer;
        private boolean isInitialized;

        FlowFrame(ThisAnalyzer analyzer, int locals, int stack) {
            super(locals, stack);
            this.analyzer = analyzer;
        }

        FlowFrame(ThisAnalyzer analyzer, Frame<? extends BasicValue> frame) {
            super(frame);
            this.analyzer = analyzer;
            this.isInitialized = ((FlowFrame) (Frame<?>) frame).isInitialized;
        }

        @Override
        public Frame<BasicValue> init(Frame<? extends BasicValue> frame) {
            super.init(frame);
            isInitialized = ((FlowFrame) (Frame<?>) frame).isInitialized;
            return this;
        }

        @Override
        public boolean merge(Frame<? extends BasicValue> frame, Interpreter<BasicValue> interpreter)
                throws AnalyzerException {
            analyzer.isMixed |= ((FlowFrame) (Frame<?>) frame).isInitialized != isInitialized;
            return super.merge(frame, interpreter);
        }

        @Override
        public void execute(AbstractInsnNode instruction, Interpreter<BasicValue> interpreter)
                throws AnalyzerException {
            boolean initializesThis = initializesThis(instruction);
            super.execute(instruction, interpreter);
            if (initializesThis) {
                isInitialized = true;
                for (int i = 0; i < getLocals(); i++) {
                    setLocal(i, asInitialized(getLocal(i)));
                }
                for (int i = 0; i < getStackSize(); i++) {
                    setStack(i, asInitialized(getStack(i)));
                }
            }
        }

        boolean initializesThis(AbstractInsnNode instruction) {
            return instruction instanceof MethodInsnNode call
                    && call.getOpcode() == Opcodes.INVOKESPECIAL
                    && call.name.equals("<init>")
                    && getStack(getStackSize() - 1 - Type.getArgumentTypes(call.desc).length)
                            .equals(THIS_UNINITIALIZED);
        }

        private static @Nullable BasicValue asInitialized(@Nullable BasicValue value) {
            return THIS_UNINITIALIZED.equals(value) ? THIS_INITIALIZED : value;
        }
    }
}
