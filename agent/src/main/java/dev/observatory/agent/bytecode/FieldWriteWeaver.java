package dev.observatory.agent.bytecode;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Weaves the assignments of one method to fields that may be observable.
 *
 * <pre>
 *   token = invokedynamic(object)      null while idle
 *   the original instruction
 *   assigned(token, value)
 * </pre>
 *
 * <p>The token is kept on the operand stack, below the operands of the write: no branch and no local variable is added, so no frame
 * changes. The original instruction stays, and with it the access checks and the exception for a null object.
 */
final class FieldWriteWeaver {
    private static final String LINK_TYPE =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/String;Ljava/lang/String;I)Ljava/lang/invoke/CallSite;";
    /** The maximum that the copies on the stack and two constants add to the stack size of the original instruction. */
    private static final int EXTRA_STACK = 5;

    private final String className;
    private final boolean hasCallSites;
    private final FieldWriteMatcher matcher;
    private final LibraryCalls library;
    private final Handle link;

    FieldWriteWeaver(String className, int major, FieldWriteMatcher matcher, LibraryCalls library) {
        this.className = className;
        this.hasCallSites = major >= Opcodes.V1_7;
        this.library = library;
        this.link = new Handle(Opcodes.H_INVOKESTATIC, library.weave(), "field", LINK_TYPE, false);
        this.matcher = matcher;
    }

    void weave(MethodNode method) throws Exception {
        ConstructorAnalysis construction =
                method.name.equals("<init>") ? ConstructorAnalysis.of(className, method) : null;
        boolean changed = false;
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction instanceof FieldInsnNode write && isCandidate(write)) {
                ConstructorAnalysis.Receiver receiver = receiver(construction, write);
                if (receiver == ConstructorAnalysis.Receiver.BEFORE_SUPER) {
                    continue; // The object must not leave the constructor before super(…) has returned.
                }
                weave(
                        method,
                        write,
                        receiver == ConstructorAnalysis.Receiver.THIS || isClassInitializer(method, write));
                changed = true;
            }
        }
        if (changed) {
            method.maxStack += EXTRA_STACK;
        }
    }

    private static ConstructorAnalysis.Receiver receiver(
            @Nullable ConstructorAnalysis construction, FieldInsnNode write) {
        return construction == null || write.getOpcode() != Opcodes.PUTFIELD
                ? ConstructorAnalysis.Receiver.ANOTHER_OBJECT
                : construction.receiver(write);
    }

    private boolean isCandidate(FieldInsnNode write) {
        boolean isWrite = write.getOpcode() == Opcodes.PUTFIELD || write.getOpcode() == Opcodes.PUTSTATIC;
        return isWrite && matcher.matches(write.owner, write.name, write.desc);
    }

    private boolean isClassInitializer(MethodNode method, FieldInsnNode write) {
        return method.name.equals("<clinit>")
                && write.getOpcode() == Opcodes.PUTSTATIC
                && write.owner.equals(className);
    }

    private void weave(MethodNode method, FieldInsnNode write, boolean inConstruction) {
        boolean isStatic = write.getOpcode() == Opcodes.PUTSTATIC;
        boolean isWide = Type.getType(write.desc).getSize() == 2;
        InsnList before =
                isStatic ? beforeStatic(write, isWide, inConstruction) : beforeInstance(write, isWide, inConstruction);
        method.instructions.insertBefore(write, before);
        method.instructions.insert(write, assigned(write.desc));
    }

    /** From {@code object value} to {@code token value object value}. */
    private InsnList beforeInstance(FieldInsnNode write, boolean isWide, boolean inConstruction) {
        InsnList before = new InsnList();
        if (isWide) {
            add(before, Opcodes.DUP2_X1, Opcodes.POP2, Opcodes.DUP);
            before.add(site("instance", "(Ljava/lang/Object;)Ljava/lang/Object;", write, inConstruction));
            add(before, Opcodes.DUP_X1, Opcodes.POP, Opcodes.DUP2_X2, Opcodes.POP2, Opcodes.DUP2_X1);
        } else {
            add(before, Opcodes.DUP2, Opcodes.POP);
            before.add(site("instance", "(Ljava/lang/Object;)Ljava/lang/Object;", write, inConstruction));
            add(before, Opcodes.DUP_X2, Opcodes.POP, Opcodes.DUP_X1);
        }
        return before;
    }

    /** From {@code value} to {@code token value value}. */
    private InsnList beforeStatic(FieldInsnNode write, boolean isWide, boolean inConstruction) {
        InsnList before = new InsnList();
        before.add(site("static", "()Ljava/lang/Object;", write, inConstruction));
        if (isWide) {
            add(before, Opcodes.DUP_X2, Opcodes.POP, Opcodes.DUP2);
        } else {
            add(before, Opcodes.SWAP, Opcodes.DUP);
        }
        return before;
    }

    /** Pops the object, if the field is not static, and pushes the token. */
    private InsnList site(String kind, String type, FieldInsnNode write, boolean inConstruction) {
        InsnList site = new InsnList();
        String owner = write.owner.replace('/', '.');
        int flag = inConstruction ? 1 : 0;
        if (hasCallSites) {
            site.add(new InvokeDynamicInsnNode(kind, type, link, owner, write.name, flag));
            return site;
        }
        if (write.getOpcode() == Opcodes.PUTSTATIC) {
            site.add(new InsnNode(Opcodes.ACONST_NULL));
        }
        String description = kind + " field;" + write.name + ";" + owner + ";" + flag;
        site.add(BytecodeSupport.push(library.siteNumbers().of(description)));
        site.add(new LdcInsnNode(description));
        site.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                library.nonIndySite(),
                "write",
                "(Ljava/lang/Object;ILjava/lang/String;)Ljava/lang/Object;",
                false));
        return site;
    }

    private MethodInsnNode assigned(String fieldType) {
        boolean isReference = fieldType.startsWith("L") || fieldType.startsWith("[");
        String value = isReference ? "Ljava/lang/Object;" : fieldType;
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC, library.weave(), "assigned", "(Ljava/lang/Object;" + value + ")V", false);
    }

    private static void add(InsnList list, int... opcodes) {
        for (int opcode : opcodes) {
            list.add(new InsnNode(opcode));
        }
    }
}
