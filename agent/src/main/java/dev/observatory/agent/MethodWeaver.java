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
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Weaves one method as an event or as a publisher. A method that is both is woven twice, one around the other.
 *
 * <pre>
 *   token = invokedynamic(this, args…)      null while idle; null too if even that fails
 *   body, with exit(result, token) before each return
 *   on any throwable: crash(throwable, token), then the very same is thrown on
 * </pre>
 *
 * <p>The token lives in one new local behind all others, so no slot moves and debug information stays true. The handler's
 * frame knows only that local: whatever the body does to its own, parameters and {@code this} included, it verifies.
 */
final class MethodWeaver {
    static final String DOOR = "dev/observatory/weave/Weave";
    private static final String OBJECT = "java/lang/Object";
    private static final String THROWABLE = "java/lang/Throwable";
    private static final String LINK =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;";

    /** What a woven method is to the library: the name of the bootstrap method that links it. */
    enum Role {
        EVENT("method"),
        PUBLISHER("publisher");

        private final String bootstrap;

        Role(String bootstrap) {
            this.bootstrap = bootstrap;
        }
    }

    private final String className;
    private final MethodNode method;
    private final Role role;
    private final boolean isStatic;
    private final Type[] parameters;
    private final int tokenSlot;
    private final LabelNode bodyStart = new LabelNode();

    MethodWeaver(String className, MethodNode method, Role role) {
        this.className = className;
        this.method = method;
        this.role = role;
        this.isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        this.parameters = Type.getArgumentTypes(method.desc);
        this.tokenSlot = method.maxLocals;
    }

    void weave() {
        String parameterNames = parameterNames();
        widenFrames();
        List<LabelNode[]> body = weaveExits();
        InsnList entry = entry(parameterNames);
        InsnList handlers = handlers(entry, body);
        method.instructions.insert(entry);
        method.instructions.add(handlers);
        method.maxLocals = tokenSlot + 1;
        int argumentSlots = (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - (isStatic ? 1 : 0);
        method.maxStack = Math.max(method.maxStack + 2, Math.max(argumentSlots, 2));
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
                new Handle(Opcodes.H_INVOKESTATIC, DOOR, role.bootstrap, LINK, false),
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
        handlers.add(frame(onlyToken(), THROWABLE));
        handlers.add(new VarInsnNode(Opcodes.ALOAD, tokenSlot));
        handlers.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                DOOR,
                "crash",
                "(Ljava/lang/Throwable;Ljava/lang/Object;)Ljava/lang/Throwable;",
                false));
        handlers.add(new InsnNode(Opcodes.ATHROW));
        for (LabelNode[] range : body) {
            method.tryCatchBlocks.add(new TryCatchBlockNode(range[0], range[1], thrown, null));
        }
        return handlers;
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
        Type result = Type.getReturnType(method.desc);
        boolean isReference = result.getSort() == Type.OBJECT || result.getSort() == Type.ARRAY;
        InsnList exit = new InsnList();
        String descriptor;
        if (isReference) {
            exit.add(new InsnNode(Opcodes.DUP));
            descriptor = "(Ljava/lang/Object;Ljava/lang/Object;)V";
        } else if (result.equals(Type.VOID_TYPE)) {
            descriptor = "(Ljava/lang/Object;)V";
        } else {
            descriptor = "(" + result.getDescriptor() + "Ljava/lang/Object;)" + result.getDescriptor();
        }
        exit.add(new VarInsnNode(Opcodes.ALOAD, tokenSlot));
        exit.add(new MethodInsnNode(Opcodes.INVOKESTATIC, DOOR, "exit", descriptor, false));
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

    private List<Object> onlyToken() {
        List<Object> locals = new ArrayList<>(Collections.nCopies(tokenSlot, (Object) Opcodes.TOP));
        locals.add(OBJECT);
        return locals;
    }

    private List<Object> parameterTypes() {
        List<Object> locals = new ArrayList<>();
        if (!isStatic) {
            locals.add(className);
        }
        for (Type parameter : parameters) {
            locals.add(
                    switch (parameter.getSort()) {
                        case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
                        case Type.LONG -> Opcodes.LONG;
                        case Type.FLOAT -> Opcodes.FLOAT;
                        case Type.DOUBLE -> Opcodes.DOUBLE;
                        default -> parameter.getInternalName();
                    });
        }
        return locals;
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
