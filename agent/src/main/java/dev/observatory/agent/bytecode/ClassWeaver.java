package dev.observatory.agent.bytecode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Weaves one class as planned: bytes in, bytes out. Only the code of planned methods changes; everything else is copied.
 * A method that cannot be woven keeps its code and is listed in the outcome with the reason.
 *
 * <p>Runs while classes are loaded, during the start of the program too: uses no lambdas and no streams, whose first use costs more
 * than weaving.
 */
public final class ClassWeaver {
    /** The offset of the version in a class file. */
    private static final int MAJOR_VERSION = 6;

    private final ClassReader reader;
    private final WeavingPlan plan;
    private final LibraryCalls library;
    private final boolean verifies;

    /** The methods of the plan that have not turned out to be unweavable. */
    private final Map<String, PlannedMethod> remaining;

    private final Map<String, String> skipped;
    private final Map<String, String> skippedByPattern;
    /** Whether a method turned out to be unweavable while the class was written. */
    private boolean hasRefused;

    private ClassWeaver(ClassReader reader, WeavingPlan plan, LibraryCalls library, boolean verifies) {
        this.reader = reader;
        this.plan = plan;
        this.library = library;
        this.verifies = verifies;
        this.remaining = new LinkedHashMap<>(plan.methods());
        this.skipped = new LinkedHashMap<>(plan.skipped());
        this.skippedByPattern = new LinkedHashMap<>(plan.skippedByPattern());
    }

    /**
     * Weaves a class.
     *
     * @param reader its class file
     * @param plan what to weave in it
     * @param library what the woven code calls
     * @param verifies whether to check the woven class before the JVM does: its structure, and the types on the stack and in variables,
     *     without loading a class
     * @return the woven class file, if anything was woven, and what became of each planned member
     */
    public static WeavingOutcome weave(ClassReader reader, WeavingPlan plan, LibraryCalls library, boolean verifies) {
        ClassWeaver weaver = new ClassWeaver(reader, plan, library, verifies);
        byte[] woven = weaver.weave();
        return new WeavingOutcome(woven, plan, weaver.remaining, weaver.skipped, weaver.skippedByPattern);
    }

    private byte @Nullable [] weave() {
        // The JVM ignores those of older versions, whatever they contain.
        boolean hasFrames = reader.readUnsignedShort(MAJOR_VERSION) >= Opcodes.V1_6;
        while (!remaining.isEmpty()) {
            hasRefused = false;
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new PlannedMethods(writer), hasFrames ? ClassReader.EXPAND_FRAMES : ClassReader.SKIP_FRAMES);
            if (hasRefused) {
                // A method that the reader has taken apart is never written back byte by byte: in the next round it is
                // copied.
                continue;
            }
            try {
                byte[] woven = writer.toByteArray();
                if (skipMethodsTooLongToCompile(woven)) {
                    continue;
                }
                String problem = verifies ? Verification.problemOf(woven) : null;
                if (problem == null) {
                    return woven;
                }
                skipAll("the woven class does not pass verification: " + problem);
            } catch (ClassTooLargeException tooLarge) {
                skipAll("the woven class would have " + tooLarge.getConstantPoolCount()
                        + " entries in its constant pool, which is more than the JVM accepts");
            } catch (MethodTooLargeException tooLarge) {
                skip(
                        tooLarge.getMethodName() + tooLarge.getDescriptor(),
                        "the woven method would have " + tooLarge.getCodeSize()
                                + " bytes of bytecode, which is more than the JVM accepts");
            }
        }
        return null; // The JVM may then share the class file as it is.
    }

    /** Keeps the code of those methods that the JVM would compile, but no more once they are woven. Returns whether there are any. */
    private boolean skipMethodsTooLongToCompile(byte[] woven) {
        if (woven.length <= CodeLengths.LONGEST_COMPILED) {
            return false;
        }
        boolean found = false;
        Map<String, Integer> before = Map.of();
        for (Map.Entry<String, Integer> method :
                CodeLengths.of(new ClassReader(woven)).entrySet()) {
            int length = method.getValue();
            if (length > CodeLengths.LONGEST_COMPILED && remaining.containsKey(method.getKey())) {
                before = before.isEmpty() ? CodeLengths.of(reader) : before;
                if (before.getOrDefault(method.getKey(), length) <= CodeLengths.LONGEST_COMPILED) {
                    found = true;
                    skip(
                            method.getKey(),
                            "the woven method would have [" + length + "] bytes of bytecode, and the JVM compiles only"
                                    + " methods of at most [" + CodeLengths.LONGEST_COMPILED
                                    + "]: it would run slower without any observer; split it");
                }
            }
        }
        return found;
    }

    /** Keeps the code of a method as it is. A bystander is not reported: its own calls are not observed anyway. */
    private void skip(String method, String reason) {
        PlannedMethod planned = remaining.remove(method);
        if (planned != null && planned.isTarget()) {
            (planned.isByPattern() ? skippedByPattern : skipped).put(method, reason);
        }
    }

    private void skipAll(String reason) {
        for (String method : new ArrayList<>(remaining.keySet())) {
            skip(method, reason);
        }
    }

    private final class PlannedMethods extends ClassVisitor {
        private String className = "";
        private int major;

        PlannedMethods(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            className = name;
            major = version & 0xffff;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
            PlannedMethod planned = remaining.get(name + descriptor);
            if (planned == null) {
                return out;
            }
            return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
                private boolean isInCode;

                @Override
                public void visitCode() {
                    isInCode = true;
                    super.visitCode();
                }

                @Override
                public void visitAttribute(Attribute unknown) {
                    // ASM would write an attribute of the code as one of the method, and the offsets that it may
                    // contain are
                    // outdated.
                    if (!isInCode) {
                        super.visitAttribute(unknown);
                    }
                }

                @Override
                public void visitEnd() {
                    weave(this, planned).accept(out);
                }
            };
        }

        private MethodNode weave(MethodNode method, PlannedMethod planned) {
            String key = method.name + method.desc;
            MethodNode copy = copyOf(method);
            try {
                new FieldWriteWeaver(className, major, plan.fieldWrites(), library).weave(copy);
                if (planned.isEvent()) {
                    new MethodWeaver(className, major, copy, library, MethodRole.EVENT).weave();
                } else if (planned.isBystander()) {
                    ConstructorWeaver.ofBystander(className, major, copy, library)
                            .weave();
                }
                if (planned.isPublisher()) {
                    new MethodWeaver(className, major, copy, library, MethodRole.PUBLISHER).weave();
                }
                if (planned.isTransition()) {
                    new MethodWeaver(className, major, copy, library, MethodRole.TRANSITION).weave();
                }
                if (planned.isConnector()) {
                    ConnectorWeaver.weave(copy, major, library);
                }
                return copy;
            } catch (UnweavableMethodException refused) {
                skip(key, String.valueOf(refused.getMessage()));
            } catch (Exception | AssertionError failure) { // ASM asserts what the JVM checks when the class is linked.
                skip(key, "weaving it failed: " + failure);
            }
            hasRefused = true;
            return method;
        }

        private static MethodNode copyOf(MethodNode method) {
            MethodNode copy = new MethodNode(
                    Opcodes.ASM9,
                    method.access,
                    method.name,
                    method.desc,
                    method.signature,
                    method.exceptions.toArray(new String[0]));
            method.accept(copy);
            return copy;
        }
    }

    /** Verifies woven classes. A class of its own, so that {@link CheckClassAdapter} is loaded only if it is used. */
    private static final class Verification {
        /** Returns what is wrong with a class file, in one line; null if nothing is. */
        static @Nullable String problemOf(byte[] classFile) {
            try {
                new ClassReader(classFile).accept(new CheckClassAdapter(new ClassWriter(0), true), 0);
                return null;
            } catch (RuntimeException problem) {
                String text = problem.toString();
                int end = text.indexOf('\n');
                return end < 0 ? text : text.substring(0, end).stripTrailing();
            }
        }
    }
}
