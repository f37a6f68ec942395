package dev.observatory.agent.bytecode;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The code at the beginning of a woven method that tests whether an observer is connected, and leaves the token on the stack. */
final class MethodEntryCode {
    /** An invokedynamic takes fewer argument slots than a method; see {@link java.lang.invoke.MethodHandle}. */
    private static final int MAX_CALL_SITE_SLOTS = 250;
    /** Target, array, array, index, and a long or double. */
    private static final int NON_INDY_STACK = 6;

    private static final String LINK =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;";

    private final MethodNode method;
    private final int major;
    private final StackFrames frames;
    private final LibraryCalls library;
    private final MethodRole role;
    private final String kind;
    private final Type[] parameters;
    private final int firstArgument;

    MethodEntryCode(MethodNode method, int major, StackFrames frames, LibraryCalls library, MethodRole role) {
        this.method = method;
        this.major = major;
        this.frames = frames;
        this.library = library;
        this.role = role;
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        this.kind = method.name.equals("<init>") ? "constructor" : isStatic ? "static" : "instance";
        this.parameters = Type.getArgumentTypes(method.desc);
        this.firstArgument = isStatic ? 0 : 1;
    }

    /** Creates code that leaves the token on the stack; raises the method's maximum stack size accordingly. */
    InsnList create(String parameterNames) throws UnweavableMethodException {
        int slots = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        if (major >= Opcodes.V1_7 && slots <= MAX_CALL_SITE_SLOTS) {
            method.maxStack = Math.max(method.maxStack, slots);
            return callSite(parameterNames);
        }
        if (role != MethodRole.EVENT) {
            throw new UnweavableMethodException(
                    "it is tagged " + role.tag() + ", which requires a class file of Java 7 or newer and at most "
                            + MAX_CALL_SITE_SLOTS + " argument slots");
        }
        method.maxStack = Math.max(method.maxStack, NON_INDY_STACK);
        return withoutCallSite(parameterNames, library.siteNumbers().getAsInt());
    }

    private InsnList callSite(String parameterNames) {
        InsnList code = new InsnList();
        StringBuilder siteType = new StringBuilder("(");
        if (kind.equals("instance")) {
            siteType.append("Ljava/lang/Object;");
            code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        }
        int slot = firstArgument;
        for (Type parameter : parameters) {
            siteType.append(BytecodeSupport.isReference(parameter) ? "Ljava/lang/Object;" : parameter.getDescriptor());
            code.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), slot));
            slot += parameter.getSize();
        }
        code.add(new InvokeDynamicInsnNode(
                kind,
                siteType.append(")Ljava/lang/Object;").toString(),
                new Handle(Opcodes.H_INVOKESTATIC, library.weave(), role.bootstrap(), LINK, false),
                method.name,
                method.desc,
                parameterNames));
        return code;
    }

    /** Tests a flag, and boxes the arguments into an array only if it is set. */
    private InsnList withoutCallSite(String parameterNames, int site) {
        LabelNode idle = new LabelNode();
        LabelNode done = new LabelNode();
        InsnList code = new InsnList();
        code.add(BytecodeSupport.push(site));
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, library.nonIndySite(), "isObserved", "(I)Z", false));
        code.add(new JumpInsnNode(Opcodes.IFEQ, idle));
        code.add(kind.equals("instance") ? new VarInsnNode(Opcodes.ALOAD, 0) : new InsnNode(Opcodes.ACONST_NULL));
        addArguments(code);
        code.add(BytecodeSupport.push(site));
        code.add(new LdcInsnNode(kind + ";" + method.name + ";" + parameterNames + ";" + method.desc));
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                library.nonIndySite(),
                "begin",
                "(Ljava/lang/Object;[Ljava/lang/Object;ILjava/lang/String;)Ljava/lang/Object;",
                false));
        code.add(new JumpInsnNode(Opcodes.GOTO, done));
        code.add(idle);
        frames.addAtEntry(code);
        code.add(new InsnNode(Opcodes.ACONST_NULL));
        code.add(done);
        return code;
    }

    private void addArguments(InsnList code) {
        code.add(BytecodeSupport.push(parameters.length));
        code.add(new TypeInsnNode(Opcodes.ANEWARRAY, StackFrames.OBJECT));
        int slot = firstArgument;
        for (int i = 0; i < parameters.length; i++) {
            code.add(new InsnNode(Opcodes.DUP));
            code.add(BytecodeSupport.push(i));
            code.add(new VarInsnNode(parameters[i].getOpcode(Opcodes.ILOAD), slot));
            if (!BytecodeSupport.isReference(parameters[i])) {
                code.add(BytecodeSupport.box(parameters[i]));
            }
            code.add(new InsnNode(Opcodes.AASTORE));
            slot += parameters[i].getSize();
        }
    }
}
