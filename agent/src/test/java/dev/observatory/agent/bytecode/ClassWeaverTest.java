package dev.observatory.agent.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.EdgeOfStack;
import com.acme.FieldWrites;
import com.acme.Lifecycle;
import com.acme.Signatures;
import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.corpus.ClassFileChanges;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.testing.InProcess;
import dev.observatory.event.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;
import org.objectweb.asm.util.TraceMethodVisitor;

class ClassWeaverTest {
    private static final AnnotationDescription EVENT =
            AnnotationDescription.Builder.ofType(Event.class).build();
    private final ObservableFieldIndex fields = new ObservableFieldIndex();

    private static void assertThatItPassesVerification(byte[] woven, Class<?> type) {
        StringWriter problems = new StringWriter();

        CheckClassAdapter.verify(new ClassReader(woven), type.getClassLoader(), false, new PrintWriter(problems));

        assertThat(problems.toString()).isEmpty();
    }

    static List<Class<?>> specimens() throws ClassNotFoundException {
        Class<?> constructors = Class.forName("com.acme.Constructors$Derived");
        return List.of(Lifecycle.class, Signatures.class, FieldWrites.class, constructors);
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void wovenClassesPassVerification(Class<?> type) {
        assertThatItPassesVerification(InProcess.weave(type, fields), type);
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void classesWovenWithoutCallSitesPassVerification(Class<?> type) {
        byte[] file = ClassFileLocator.ForClassLoader.read(type);
        WeavingOutcome outcome =
                ClassWeaver.weave(new ClassReader(file), InProcess.plan(file, fields), InProcess.calls(true), false);

        assertThat(outcome.skipped()).isEmpty();
        assertThatItPassesVerification(outcome.classFile(), type);
    }

    /** Makes a class with a static event of the given number of no-operation instructions and a return, and another event. */
    private static byte[] withCodeOfLength(int length) {
        ByteCodeAppender code = (out, context, method) -> {
            for (int i = 1; i < length; i++) {
                out.visitInsn(Opcodes.NOP);
            }
            out.visitInsn(Opcodes.RETURN);
            return new ByteCodeAppender.Size(0, 0);
        };
        return new ByteBuddy()
                .subclass(Object.class)
                .name("com.acme.LongCode")
                .defineMethod("run", void.class, Modifier.STATIC)
                .intercept(new Implementation.Simple(code))
                .annotateMethod(EVENT)
                .defineMethod("stop", int.class, Modifier.STATIC)
                .intercept(FixedValue.value(1))
                .annotateMethod(EVENT)
                .make()
                .getBytes();
    }

    private static WeavingOutcome outcome(byte[] file) {
        return ClassWeaver.weave(
                new ClassReader(file), InProcess.plan(file, new ObservableFieldIndex()), InProcess.calls(false), true);
    }

    @ParameterizedTest
    @ValueSource(ints = {7_990, 8_000})
    void methodThatTheJvmWouldNoLongerCompileIsLeftAsItIs(int length) {
        WeavingOutcome outcome = outcome(withCodeOfLength(length));

        assertThat(outcome.changedMethods()).containsExactly("stop()I");
        assertThat(outcome.skipped()).containsOnlyKeys("run()V");
        assertThat(outcome.skipped().get("run()V")).contains("at most [8000]");
    }

    @ParameterizedTest
    @ValueSource(ints = {7_900, 8_001, 20_000})
    void longMethodIsWovenIfItIsCompiledAnywayOrNever(int length) {
        assertThat(outcome(withCodeOfLength(length)).changedMethods()).containsExactly("run()V", "stop()I");
    }

    @ParameterizedTest
    @ValueSource(classes = {Lifecycle.class, Signatures.class, FieldWrites.class})
    void onlyTheCodeOfPlannedMethodsChanges(Class<?> type) {
        byte[] before = ClassFileLocator.ForClassLoader.read(type);
        byte[] after = InProcess.weave(type, fields);
        WeavingPlan plan = InProcess.plan(before, fields);

        assertThat(text(after, ClassReader.SKIP_CODE)).isEqualTo(text(before, ClassReader.SKIP_CODE));
        List<MethodNode> old = read(before).methods;
        List<MethodNode> woven = read(after).methods;
        for (int i = 0; i < old.size(); i++) {
            String key = old.get(i).name + old.get(i).desc;
            if (plan.weaves(key)) {
                assertThat(text(woven.get(i))).as(key).isNotEqualTo(text(old.get(i)));
                assertThat(woven.get(i).localVariables).hasSameSizeAs(old.get(i).localVariables);
            } else {
                assertThat(text(woven.get(i))).as(key).isEqualTo(text(old.get(i)));
            }
        }
    }

    @Test
    void unknownAttributeOfCodeDoesNotBecomeOneOfTheMethod() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Marked", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
        method.visitAnnotation(Type.getDescriptor(Event.class), true).visitEnd();
        method.visitAttribute(new Unknown("OfTheMethod", false));
        method.visitCode();
        method.visitInsn(Opcodes.RETURN);
        method.visitAttribute(new Unknown("OfTheCode", true));
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        byte[] file = writer.toByteArray();

        byte[] woven = InProcess.weave(file).classFile();

        assertThat(ClassFileChanges.between(file, woven, name -> true)).isEmpty();
    }

    private static final class Unknown extends Attribute {
        private final boolean isOfCode;

        Unknown(String name, boolean isOfCode) {
            super(name);
            this.isOfCode = isOfCode;
        }

        @Override
        public boolean isCodeAttribute() {
            return isOfCode;
        }

        @Override
        protected ByteVector write(ClassWriter writer, byte[] code, int length, int maxStack, int maxLocals) {
            return new ByteVector().putInt(42);
        }
    }

    @Test
    void methodThatWouldBecomeTooLargeIsReportedAndTheOthersAreWoven() {
        byte[] file = classWithLargeMethod();

        WeavingOutcome outcome = InProcess.weave(file);

        assertThat(outcome.wovenMembers()).containsExactly("small()I");
        assertThat(outcome.changedMethods()).containsExactly("small()I");
        assertThat(outcome.skipped()).containsOnlyKeys("large()I");
        assertThat(outcome.skipped().get("large()I"))
                .matches("the woven method would have 655\\d\\d bytes of bytecode, which is more than the JVM accepts");
        assertThat(ConstantPoolScan.of(outcome.classFile()).found(fields.known()) & ConstantPoolScan.WOVEN)
                .isNotZero();
    }

    private static byte[] classWithLargeMethod() {
        return new ByteBuddy()
                .subclass(Object.class)
                .name("com.acme.Large")
                .defineMethod("large", int.class, Modifier.STATIC)
                .intercept(new Implementation.Simple(codeOfBytes(65_530)))
                .annotateMethod(EVENT)
                .defineMethod("small", int.class, Modifier.STATIC)
                .intercept(FixedValue.value(1))
                .annotateMethod(EVENT)
                .make()
                .getBytes();
    }

    @Test
    void planDoesNotChangeTheIndexItIsMadeFrom() {
        byte[] file = ClassFileLocator.ForClassLoader.read(EdgeOfStack.class);

        WeavingPlan plan = WeavingPlanner.plan(
                new ClassReader(file), fields.known(), false, true, MemberSelection.NONE, MemberDemand.ALL);

        assertThat(plan.observableFields()).isNotEmpty();
        assertThat(fields.known().isEmpty()).isTrue();
    }

    @Test
    void weavingDoesNotChangeThePlan() {
        byte[] file = classWithLargeMethod();
        WeavingPlan plan = InProcess.plan(file, fields);

        WeavingOutcome first = ClassWeaver.weave(new ClassReader(file), plan, InProcess.calls(false), false);
        WeavingOutcome second = ClassWeaver.weave(new ClassReader(file), plan, InProcess.calls(false), false);

        assertThat(plan.weaves("large()I")).isTrue();
        assertThat(plan.skipped()).isEmpty();
        assertThat(second.classFile()).isEqualTo(first.classFile());
        assertThat(second.skipped()).isEqualTo(first.skipped());
    }

    /** Creates {@code iconst_0}, as many {@code nop} as are needed, and {@code ireturn}. */
    private static ByteCodeAppender codeOfBytes(int size) {
        return (visitor, context, method) -> {
            visitor.visitInsn(Opcodes.ICONST_0);
            for (int i = 0; i < size - 2; i++) {
                visitor.visitInsn(Opcodes.NOP);
            }
            visitor.visitInsn(Opcodes.IRETURN);
            return new ByteCodeAppender.Size(1, 0);
        };
    }

    private static ClassNode read(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, 0);
        return node;
    }

    private static String text(byte[] file, int options) {
        StringWriter text = new StringWriter();
        new ClassReader(file).accept(new TraceClassVisitor(new PrintWriter(text)), options);
        return text.toString();
    }

    private static List<Object> text(MethodNode method) {
        Textifier text = new Textifier();
        method.accept(new TraceMethodVisitor(text));
        return new ArrayList<>(text.getText());
    }
}
