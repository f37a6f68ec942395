package dev.observatory.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Weaves one method as an event.
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
 * {@code this} included, they verify.
 *
 * <p>Exit and crash never throw, but calling them may: at the end of the stack there is no room for one more frame, where
 * the method alone would have returned.
 */
final class MethodWeaver {
    static final String DOOR = "dev/observatory/weave/Weave";
    private static final String OBJECT = "java/lang/Object";
    private static final String THROWABLE = "java/lang/Throwable";
    private static final Handle LINK = new Handle(
            Opcodes.H_INVOKESTATIC,
            DOOR,
            "method",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
            false);

    private final String className;
    private final MethodNode method;
    private final boolean isStatic;
    private final Type[] parameters;
    private final Type result;
    private final int tokenSlot;
    /** Where a result waits while its exit is told, or a throwable while its crash is. */
    private final int outcomeSlot;

    private final List<LabelNode[]> exits = new ArrayList<>();
    private final LabelNode bodyStart = new LabelNode();

    MethodWeaver(String className, MethodNode method) {
        this.className = className;
        this.method = method;
        this.isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        this.parameters = Type.getArgumentTypes(method.desc);
        this.result = Type.getReturnType(method.desc);
        this.tokenSlot = method.maxLocals;
        this.outcomeSlot = tokenSlot + 1;
    }

    void weave() {
        String parameterNames = parameterNames();
        widenFrames();
        List<LabelNode[]> body = weaveExits();
        InsnList entry = entry(parameterNames);
        InsnList handlers = handlers(entry, body);
        method.instructions.insert(entry);
        method.instructions.add(handlers);
        method.maxLocals = outcomeSlot + Math.max(1, result.getSize());
        int argumentSlots = (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - (isStatic ? 1 : 0);
        method.maxStack = Math.max(method.maxStack + 3, Math.max(argumentSlots, 2));
    }

    private InsnList entry(String parameterNames) {
        InsnList entry = new InsnList();
        StringBuilder siteType = new StringBuilder("(");
        int slot = 0;
        if (!isStatic) {
            siteType.append("Ljava/lang/Object;");
            entry.add(new VarInsnNode(Opcodes.ALOAD, slot++));
        }
        for (Type parameter : parameters) {
            siteType.append(erased(parameter));
            entry.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), slot));
            slot += parameter.getSize();
        }
        entry.add(new InvokeDynamicInsnNode(
                isStatic ? "static" : "instance",
                siteType.append(")Ljava/lang/Object;").toString(),
                LINK,
                method.name,
                method.desc,
                parameterNames));
        return entry;
    }

    /**
     * Completes the entry and makes the handlers: one that takes a failure of the entry itself for an idle site, since the
     * program must not pay for a JVM that has no stack or memory left to link it; one for whatever the body throws.
     */
    private InsnList handlers(InsnList entry, List<LabelNode[]> body) {
        LabelNode entryStart = new LabelNode();
        LabelNode storeToken = new LabelNode();
        entry.insert(entryStart);
        startDebugInformationAt(entryStart);
        entry.add(storeToken);
        entry.add(frame(parameterTypes(), OBJECT));
        entry.add(new VarInsnNode(Opcodes.ASTORE, tokenSlot));
        entry.add(bodyStart);

        InsnList handlers = new InsnList();
        LabelNode entryFailed = new LabelNode();
        handlers.add(entryFailed);
        handlers.add(frame(parameterTypes(), THROWABLE));
        handlers.add(new InsnNode(Opcodes.POP));
        handlers.add(new InsnNode(Opcodes.ACONST_NULL));
        handlers.add(new JumpInsnNode(Opcodes.GOTO, storeToken));
        method.tryCatchBlocks.add(new TryCatchBlockNode(entryStart, storeToken, entryFailed, null));

        LabelNode thrown = new LabelNode();
        handlers.add(thrown);
        handlers.add(frame(ownLocals(), THROWABLE));
        handlers.add(new InsnNode(Opcodes.DUP));
        handlers.add(new VarInsnNode(Opcodes.ASTORE, outcomeSlot));
        LabelNode crashStart = new LabelNode();
        LabelNode crashEnd = new LabelNode();
        handlers.add(crashStart);
        handlers.add(new VarInsnNode(Opcodes.ALOAD, tokenSlot));
        handlers.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                DOOR,
                "crash",
                "(Ljava/lang/Throwable;Ljava/lang/Object;)Ljava/lang/Throwable;",
                false));
        handlers.add(crashEnd);
        handlers.add(new InsnNode(Opcodes.ATHROW));
        for (LabelNode[] range : body) {
            method.tryCatchBlocks.add(new TryCatchBlockNode(range[0], range[1], thrown, null));
        }

        LabelNode crashFailed = new LabelNode();
        handlers.add(crashFailed);
        handlers.add(frame(ownLocals(THROWABLE), THROWABLE));
        handlers.add(new InsnNode(Opcodes.POP));
        handlers.add(new VarInsnNode(Opcodes.ALOAD, outcomeSlot));
        handlers.add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(crashStart, crashEnd, crashFailed, null));
        if (!exits.isEmpty()) {
            handlers.add(exitFailed());
        }
        return handlers;
    }

    private InsnList exitFailed() {
        InsnList handler = new InsnList();
        LabelNode exitFailed = new LabelNode();
        handler.add(exitFailed);
        boolean isVoid = result.equals(Type.VOID_TYPE);
        handler.add(frame(isVoid ? ownLocals() : ownLocals(frameType(result)), THROWABLE));
        handler.add(new InsnNode(Opcodes.POP));
        if (!isVoid) {
            handler.add(new VarInsnNode(result.getOpcode(Opcodes.ILOAD), outcomeSlot));
        }
        handler.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
        for (LabelNode[] exit : exits) {
            // First of all: a return may stand where the program itself catches what is thrown.
            method.tryCatchBlocks.add(0, new TryCatchBlockNode(exit[0], exit[1], exitFailed, null));
        }
        return handler;
    }

    /** Lets the entry belong to the first line, and parameters be known from it on: as it was when the method began there. */
    private void startDebugInformationAt(LabelNode start) {
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                if (startsAtBeginning(variable.start)) {
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

    /**
     * Puts the exit before each return.
     *
     * @return what lies between the exits: the ranges in which something thrown is thrown by the body
     */
    private List<LabelNode[]> weaveExits() {
        List<LabelNode[]> body = new ArrayList<>();
        LabelNode start = bodyStart;
        boolean empty = true;
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            int opcode = instruction.getOpcode();
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                LabelNode exitStart = new LabelNode();
                LabelNode exitEnd = new LabelNode();
                method.instructions.insertBefore(instruction, exitStart);
                method.instructions.insertBefore(instruction, exit());
                method.instructions.insert(instruction, exitEnd);
                if (!empty) {
                    body.add(new LabelNode[] {start, exitStart});
                }
                start = exitEnd;
                empty = true;
            } else if (opcode >= 0) {
                empty = false;
            }
        }
        if (!empty) {
            LabelNode end = new LabelNode();
            method.instructions.add(end);
            body.add(new LabelNode[] {start, end});
        }
        return body;
    }

    private InsnList exit() {
        boolean isReference = result.getSort() == Type.OBJECT || result.getSort() == Type.ARRAY;
        InsnList exit = new InsnList();
        String descriptor;
        if (result.equals(Type.VOID_TYPE)) {
            descriptor = "(Ljava/lang/Object;)V";
        } else {
            exit.add(new InsnNode(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP));
            exit.add(new VarInsnNode(result.getOpcode(Opcodes.ISTORE), outcomeSlot));
            descriptor = isReference
                    ? "(Ljava/lang/Object;Ljava/lang/Object;)V"
                    : "(" + result.getDescriptor() + "Ljava/lang/Object;)" + result.getDescriptor();
        }
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        exit.add(start);
        if (isReference) {
            exit.add(new VarInsnNode(Opcodes.ALOAD, outcomeSlot));
        }
        exit.add(new VarInsnNode(Opcodes.ALOAD, tokenSlot));
        exit.add(new MethodInsnNode(Opcodes.INVOKESTATIC, DOOR, "exit", descriptor, false));
        exit.add(end);
        exits.add(new LabelNode[] {start, end});
        return exit;
    }

    /** Adds the token to what every frame of the body knows. */
    private void widenFrames() {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof FrameNode frame) {
                List<Object> locals = new ArrayList<>(frame.local);
                int slots = 0;
                for (Object local : locals) {
                    slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
                }
                locals.addAll(Collections.nCopies(tokenSlot - slots, Opcodes.TOP));
                locals.add(OBJECT);
                frame.local = locals;
            }
        }
    }

    private static FrameNode frame(List<Object> locals, Object stackTop) {
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {stackTop});
    }

    /** The token and, if it is there, what the method ends with; nothing of the body's own. */
    private List<Object> ownLocals(Object... outcome) {
        List<Object> locals = new ArrayList<>(Collections.nCopies(tokenSlot, (Object) Opcodes.TOP));
        locals.add(OBJECT);
        locals.addAll(List.of(outcome));
        return locals;
    }

    private List<Object> parameterTypes() {
        List<Object> locals = new ArrayList<>();
        if (!isStatic) {
            locals.add(className);
        }
        for (Type parameter : parameters) {
            locals.add(frameType(parameter));
        }
        return locals;
    }

    private static Object frameType(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }

    private static String erased(Type type) {
        boolean isReference = type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
        return isReference ? "Ljava/lang/Object;" : type.getDescriptor();
    }

    /** The parameters' names from the debug information, by commas; empty unless all are there. */
    private String parameterNames() {
        if (method.localVariables == null) {
            return "";
        }
        String[] names = new String[parameters.length];
        int slot = isStatic ? 0 : 1;
        for (int i = 0; i < parameters.length; i++) {
            for (LocalVariableNode variable : method.localVariables) {
                if (variable.index == slot && startsAtBeginning(variable.start)) {
                    names[i] = variable.name;
                }
            }
            slot += parameters[i].getSize();
        }
        return Arrays.asList(names).contains(null) ? "" : String.join(",", names);
    }

    private boolean startsAtBeginning(LabelNode label) {
        for (AbstractInsnNode before = label; before != null; before = before.getPrevious()) {
            if (before.getOpcode() >= 0) {
                return false;
            }
        }
        return true;
    }
}
