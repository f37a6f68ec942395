package dev.observatory.agent;

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
 * Tells the assignments of a constructor to the object that it makes from those to other objects, and those before its
 * call of {@code super(…)} or {@code this(…)} from those after it.
 */
final class ConstructionFlow {
    /** The object whose field a constructor assigns. */
    enum Receiver {
        BEFORE_SUPER,
        THIS,
        ANOTHER_OBJECT
    }

    private static final ThisValue RAW_THIS = new ThisValue(Receiver.BEFORE_SUPER);
    private static final ThisValue MADE_THIS = new ThisValue(Receiver.THIS);

    private ConstructionFlow() {}

    static IdentityHashMap<FieldInsnNode, Receiver> receivers(String className, MethodNode constructor)
            throws AnalyzerException {
        Frame<BasicValue>[] frames = new ThisAnalyzer().analyze(className, constructor);
        IdentityHashMap<FieldInsnNode, Receiver> receivers = new IdentityHashMap<>();
        AbstractInsnNode[] instructions = constructor.instructions.toArray();
        for (int i = 0; i < instructions.length; i++) {
            Frame<BasicValue> frame = frames[i];
            if (frame != null
                    && instructions[i] instanceof FieldInsnNode write
                    && write.getOpcode() == Opcodes.PUTFIELD) {
                receivers.put(write, receiver(frame.getStack(frame.getStackSize() - 2)));
            }
        }
        return receivers;
    }

    private static Receiver receiver(BasicValue value) {
        return value instanceof ThisValue self ? self.receiver : Receiver.ANOTHER_OBJECT;
    }

    /** The value that is {@code this}. */
    private static final class ThisValue extends BasicValue {
        private final Receiver receiver;

        ThisValue(Receiver receiver) {
            super(Type.getObjectType("java/lang/Object"));
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

    /** Follows the value that is {@code this} through locals and stack. */
    private static final class ThisInterpreter extends BasicInterpreter {
        ThisInterpreter() {
            super(Opcodes.ASM9);
        }

        @Override
        public BasicValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
            return isInstanceMethod && local == 0 ? RAW_THIS : super.newParameterValue(isInstanceMethod, local, type);
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
        ThisAnalyzer() {
            super(new ThisInterpreter());
        }

        @Override
        protected Frame<BasicValue> newFrame(int locals, int stack) {
            return new ThisFrame(locals, stack);
        }

        @Override
        protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
            return new ThisFrame(frame);
        }
    }

    /** Knows that {@code this} is made once the constructor that it was passed to has returned. */
    private static final class ThisFrame extends Frame<BasicValue> {
        ThisFrame(int locals, int stack) {
            super(locals, stack);
        }

        ThisFrame(Frame<? extends BasicValue> frame) {
            super(frame);
        }

        @Override
        public void execute(AbstractInsnNode instruction, Interpreter<BasicValue> interpreter)
                throws AnalyzerException {
            boolean makesThis = instruction instanceof MethodInsnNode call
                    && call.getOpcode() == Opcodes.INVOKESPECIAL
                    && call.name.equals("<init>")
                    && getStack(getStackSize() - 1 - Type.getArgumentTypes(call.desc).length)
                            .equals(RAW_THIS);
            super.execute(instruction, interpreter);
            if (makesThis) {
                for (int i = 0; i < getLocals(); i++) {
                    setLocal(i, made(getLocal(i)));
                }
                for (int i = 0; i < getStackSize(); i++) {
                    setStack(i, made(getStack(i)));
                }
            }
        }

        private static @Nullable BasicValue made(@Nullable BasicValue value) {
            return RAW_THIS.equals(value) ? MADE_THIS : value;
        }
    }
}
