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
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The code at the beginning of a woven method that tests whether an observer is connected, and leaves the token on the stack. */
final class MethodEntryCode {
    /** An invokedynamic takes fewer argument slots than a method; see {@link java.lang.invoke.MethodHandle}. */
    private static final int MAX_CALL_SITE_SLOTS = 250;
    /** Array, array, index, and a long or double. */
    private static final int NON_INDY_STACK = 5;

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
    private final boolean hasNumber;

    /**
     * Creates the code of one method.
     *
     * @throws UnweavableMethodException if the role requires a call site and the method cannot have one
     */
    MethodEntryCode(MethodNode method, int major, StackFrames frames, LibraryCalls library, MethodRole role)
            throws UnweavableMethodException {
        this.method = method;
        this.major = major;
        this.frames = frames;
        this.library = library;
        this.role = role;
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        this.kind = method.name.equals("<init>") ? "constructor" : isStatic ? "static" : "instance";
        this.parameters = Type.getArgumentTypes(method.desc);
        this.firstArgument = isStatic ? 0 : 1;
        this.hasNumber = needsNumber();
    }

    /** Returns whether the method gets a number in place of a call site. */
    boolean hasNumber() {
        return hasNumber;
    }

    private boolean needsNumber() throws UnweavableMethodException {
        boolean canHaveCallSite = major >= Opcodes.V1_7 && slots() <= MAX_CALL_SITE_SLOTS;
        if (!canHaveCallSite && role != MethodRole.EVENT) {
            throw new UnweavableMethodException(
                    "it is tagged " + role.tag() + ", which requires a class file of Java 7 or newer and at most "
                            + MAX_CALL_SITE_SLOTS + " argument slots");
        }
        return !canHaveCallSite || (role == MethodRole.EVENT && library.prefersNumbers());
    }

    private int slots() {
        return Type.getArgumentsAndReturnSizes(method.desc) >> 2;
    }

    /** Creates code that leaves the token on the stack; raises the method's maximum stack size accordingly. */
    InsnList create(String parameterNames) {
        if (hasNumber) {
            method.maxStack = Math.max(method.maxStack, NON_INDY_STACK);
            return withoutCallSite(kind + ";" + method.name + ";" + parameterNames + ";" + method.desc);
        }
        method.maxStack = Math.max(method.maxStack, slots());
        return callSite(parameterNames);
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

    /** Boxes the operands into an array only if an observer may read them. */
    private InsnList withoutCallSite(String link) {
        int site = library.siteNumbers().of(link);
        LabelNode observed = new LabelNode();
        LabelNode withoutOperands = new LabelNode();
        LabelNode idle = new LabelNode();
        LabelNode done = new LabelNode();
        InsnList code = new InsnList();
        code.add(BytecodeSupport.push(site));
        code.add(call("mode", "(I)I"));
        code.add(new TableSwitchInsnNode(1, 2, idle, observed, withoutOperands));
        code.add(observed);
        frames.addAtEntry(code);
        addOperands(code);
        code.add(BytecodeSupport.push(site));
        code.add(new LdcInsnNode(link));
        code.add(call("begin", "([Ljava/lang/Object;ILjava/lang/String;)Ljava/lang/Object;"));
        code.add(new JumpInsnNode(Opcodes.GOTO, done));
        code.add(withoutOperands);
        frames.addAtEntry(code);
        code.add(BytecodeSupport.push(site));
        code.add(call("begin", "(I)Ljava/lang/Object;"));
        code.add(new JumpInsnNode(Opcodes.GOTO, done));
        code.add(idle);
        frames.addAtEntry(code);
        code.add(new InsnNode(Opcodes.ACONST_NULL));
        code.add(done);
        return code;
    }

    private MethodInsnNode call(String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, library.nonIndySite(), name, descriptor, false);
    }

    private void addOperands(InsnList code) {
        code.add(BytecodeSupport.push(1 + parameters.length));
        code.add(new TypeInsnNode(Opcodes.ANEWARRAY, StackFrames.OBJECT));
        if (kind.equals("instance")) {
            code.add(new InsnNode(Opcodes.DUP));
            code.add(new InsnNode(Opcodes.ICONST_0));
            code.add(new VarInsnNode(Opcodes.ALOAD, 0));
            code.add(new InsnNode(Opcodes.AASTORE));
        }
        int slot = firstArgument;
        for (int i = 0; i < parameters.length; i++) {
            code.add(new InsnNode(Opcodes.DUP));
            code.add(BytecodeSupport.push(1 + i));
            code.add(new VarInsnNode(parameters[i].getOpcode(Opcodes.ILOAD), slot));
            if (!BytecodeSupport.isReference(parameters[i])) {
                code.add(BytecodeSupport.box(parameters[i]));
            }
            code.add(new InsnNode(Opcodes.AASTORE));
            slot += parameters[i].getSize();
        }
    }
}
