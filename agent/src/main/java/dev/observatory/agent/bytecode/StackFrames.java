package dev.observatory.agent.bytecode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the stack map frames of one woven method. They are exact and not computed, so no class is looked up.
 * Class files from before Java 6 have none. For those of Java 6 the JVM falls back to its older verifier where frames are
 * missing; additional ones do no harm.
 */
final class StackFrames {
    static final String OBJECT = "java/lang/Object";
    static final String THROWABLE = "java/lang/Throwable";

    private final String className;
    private final MethodNode method;
    private final boolean areNeeded;
    private final int firstFreeSlot;

    StackFrames(String className, int major, MethodNode method) {
        this.className = className;
        this.method = method;
        this.areNeeded = major >= Opcodes.V1_6;
        this.firstFreeSlot = method.maxLocals;
    }

    /** Adds a frame at the beginning of the method, where only the parameters are set. */
    void addAtEntry(InsnList code, Object... stack) {
        add(code, parameters(), stack);
    }

    /**
     * Adds the frame of a handler: of the local variables only the token is certain, whatever the body assigned to its own.
     *
     * @param more the types of the local variables after the token
     */
    void addInHandler(InsnList code, boolean beforeSuper, boolean hasToken, Object... more) {
        List<Object> locals = new ArrayList<>();
        if (beforeSuper) {
            locals.add(Opcodes.UNINITIALIZED_THIS);
        }
        if (hasToken) {
            locals.addAll(Collections.nCopies(firstFreeSlot - locals.size(), Opcodes.TOP));
            locals.add(OBJECT);
            locals.addAll(List.of(more));
        }
        add(code, locals, THROWABLE);
    }

    private void add(InsnList code, List<Object> locals, Object... stack) {
        if (areNeeded) {
            code.add(new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack));
        }
    }

    /** Adds the token to every frame of the body. */
    void addTokenToBody() {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof FrameNode frame) {
                List<Object> locals = new ArrayList<>(frame.local);
                int slots = 0;
                for (Object local : locals) {
                    slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
                }
                locals.addAll(Collections.nCopies(firstFreeSlot - slots, Opcodes.TOP));
                locals.add(OBJECT);
                frame.local = locals;
            }
        }
    }

    private List<Object> parameters() {
        List<Object> locals = new ArrayList<>();
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            locals.add(method.name.equals("<init>") ? Opcodes.UNINITIALIZED_THIS : className);
        }
        for (Type parameter : Type.getArgumentTypes(method.desc)) {
            locals.add(typeOf(parameter));
        }
        return locals;
    }

    static Object typeOf(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}
