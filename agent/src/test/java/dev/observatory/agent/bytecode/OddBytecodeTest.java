package dev.observatory.agent.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.observatory.agent.testing.InProcess;
import dev.observatory.event.Event;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Bytecode that javac does not generate, or only in unusual cases: woven, loaded and run in this JVM. */
class OddBytecodeTest {
    private static final String NAME = "com/acme/Odd";

    /** What a constructor of the odd class may call. */
    public static class Base {
        public Base() {}

        public Base(int n) {
            if (n < 0) {
                throw new IllegalStateException("negative");
            }
        }
    }

    private final List<String> received = new ArrayList<>();

    private byte[] classOf(int flags, String access, String descriptor, Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(flags);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, Type.getInternalName(Base.class), null);
        int modifiers = access.equals("<init>") ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        MethodVisitor code = writer.visitMethod(modifiers, access, descriptor, null, null);
        code.visitAnnotation(Type.getDescriptor(Event.class), true).visitEnd();
        code.visitCode();
        body.accept(code);
        code.visitMaxs(4, 4);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private Class<?> weave(byte[] file) {
        WeavingOutcome outcome = InProcess.weave(file);
        assertThat(outcome.classFile()).as("skipped: " + outcome.skipped()).isNotNull();
        return InProcess.define(outcome.classFile());
    }

    private void observe(EventPoint point) {
        point.aboutToRun().connect(this::receive);
        point.completed().connect(this::receive);
        point.crashed().connect(this::receive);
    }

    private void receive(EventData data) {
        Object outcome = data.crashed() ? data.exception().getMessage() : data.result() != null;
        received.add(data.status() + " " + (data.target() != null) + " " + outcome);
    }

    @Nested
    class Constructors {
        @Test
        void differentPathsMayCallDifferentSuperConstructors() throws ReflectiveOperationException {
            Class<?> type = weave(classOf(0, "<init>", "(I)V", code -> {
                Label other = new Label();
                code.visitVarInsn(Opcodes.ILOAD, 1);
                code.visitJumpInsn(Opcodes.IFEQ, other);
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitVarInsn(Opcodes.ILOAD, 1);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, Type.getInternalName(Base.class), "<init>", "(I)V", false);
                code.visitInsn(Opcodes.RETURN);
                code.visitLabel(other);
                code.visitFrame(
                        Opcodes.F_NEW, 2, new Object[] {Opcodes.UNINITIALIZED_THIS, Opcodes.INTEGER}, 0, new Object[0]);
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, Type.getInternalName(Base.class), "<init>", "()V", false);
                divideHundredByFirstParameter(code);
                code.visitInsn(Opcodes.POP);
                code.visitInsn(Opcodes.RETURN);
            }));
            observe(Events.of(type, "new"));

            type.getConstructor(int.class).newInstance(1);
            assertThatThrownBy(() -> type.getConstructor(int.class).newInstance(0))
                    .isInstanceOf(InvocationTargetException.class)
                    .hasCauseInstanceOf(ArithmeticException.class);

            assertThat(received)
                    .containsExactly(
                            "ABOUT_TO_RUN false false",
                            "COMPLETED true true",
                            "ABOUT_TO_RUN false false",
                            "CRASHED true / by zero");
        }

        @Test
        void loopBeforeSuperAndTryAfterItAreWoven() throws ReflectiveOperationException {
            Class<?> type = weave(classOf(0, "<init>", "(I)V", code -> {
                Label loop = new Label();
                Label start = new Label();
                Label end = new Label();
                Label caught = new Label();
                code.visitTryCatchBlock(start, end, caught, "java/lang/ArithmeticException");
                code.visitLabel(loop);
                code.visitFrame(
                        Opcodes.F_NEW, 2, new Object[] {Opcodes.UNINITIALIZED_THIS, Opcodes.INTEGER}, 0, new Object[0]);
                code.visitIincInsn(1, -1);
                code.visitVarInsn(Opcodes.ILOAD, 1);
                code.visitJumpInsn(Opcodes.IFGT, loop);
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, Type.getInternalName(Base.class), "<init>", "()V", false);
                code.visitLabel(start);
                divideHundredByFirstParameter(code);
                code.visitInsn(Opcodes.POP);
                code.visitInsn(Opcodes.RETURN);
                code.visitLabel(end);
                code.visitLabel(caught);
                code.visitFrame(Opcodes.F_NEW, 2, new Object[] {NAME, Opcodes.INTEGER}, 1, new Object[] {
                    "java/lang/ArithmeticException"
                });
                code.visitInsn(Opcodes.POP);
                code.visitInsn(Opcodes.RETURN);
            }));
            observe(Events.of(type, "new"));

            type.getConstructor(int.class).newInstance(5);

            assertThat(received).containsExactly("ABOUT_TO_RUN false false", "COMPLETED true true");
        }

        @Test
        void constructorThatMovesTheObjectBeforeSuperIsSkipped() {
            byte[] file = classOf(0, "<init>", "(I)V", code -> {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitVarInsn(Opcodes.ASTORE, 2);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitVarInsn(Opcodes.ASTORE, 0);
                code.visitVarInsn(Opcodes.ALOAD, 2);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, Type.getInternalName(Base.class), "<init>", "()V", false);
                code.visitInsn(Opcodes.RETURN);
            });

            WeavingOutcome refused = InProcess.weave(file);

            assertThat(refused.classFile()).isNull();
            assertThat(refused.skipped())
                    .containsExactly(entry(
                            "<init>(I)V",
                            "it removes the object under construction from its first local variable before calling"
                                    + " super(…)"));
        }

        @Test
        void constructorWithAHandlerReachedFromBothSidesOfSuperIsSkipped() {
            byte[] file = classOf(0, "<init>", "(I)V", code -> {
                Label start = new Label();
                Label end = new Label();
                Label caught = new Label();
                code.visitTryCatchBlock(start, end, caught, null);
                code.visitLabel(start);
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, Type.getInternalName(Base.class), "<init>", "()V", false);
                code.visitInsn(Opcodes.NOP);
                code.visitInsn(Opcodes.RETURN);
                code.visitLabel(end);
                code.visitLabel(caught);
                code.visitInsn(Opcodes.ATHROW);
            });

            WeavingOutcome refused = InProcess.weave(file);

            assertThat(refused.classFile()).isNull();
            assertThat(refused.skipped())
                    .containsEntry(
                            "<init>(I)V",
                            "code before and code after its call of super(…) or this(…) share an instruction");
        }
    }

    @Nested
    class ManyArguments {
        @ParameterizedTest
        @ValueSource(ints = {249, 250, 251, 254, 255})
        void methodsMayHaveAsManyAsTheJvmAllows(int slots) throws ReflectiveOperationException {
            String parameters = "J".repeat(slots / 2) + "I".repeat(slots % 2);
            Class<?> type = weave(classOf(ClassWriter.COMPUTE_MAXS, "sum", "(" + parameters + ")J", code -> {
                code.visitVarInsn(Opcodes.LLOAD, 0);
                code.visitVarInsn(Opcodes.LLOAD, (slots / 2 - 1) * 2);
                code.visitInsn(Opcodes.LADD);
                code.visitInsn(Opcodes.LRETURN);
            }));
            List<EventData> completed = new ArrayList<>();
            Object[] args = arguments(slots);

            Object idle = method(type, "sum").invoke(null, args);
            Events.of(type, "sum").completed().connect(completed::add);
            Object observed = method(type, "sum").invoke(null, args);

            assertThat(idle).isEqualTo(observed).isEqualTo((long) (slots / 2 + 1));
            assertThat(completed).hasSize(1);
            assertThat(completed.get(0).args()).containsExactly(args);
            assertThat(completed.get(0).result()).isEqualTo(observed);
        }

        @Test
        void constructorsMayHaveAsManyAsTheJvmAllows() throws ReflectiveOperationException {
            String parameters = "I".repeat(254);
            Class<?> type = weave(classOf(ClassWriter.COMPUTE_MAXS, "<init>", "(" + parameters + ")V", code -> {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, Type.getInternalName(Base.class), "<init>", "()V", false);
                code.visitInsn(Opcodes.RETURN);
            }));
            observe(Events.of(type, "new"));
            Object[] args = Collections.nCopies(254, 1).toArray();

            type.getConstructors()[0].newInstance(args);

            assertThat(received).containsExactly("ABOUT_TO_RUN false false", "COMPLETED true true");
        }

        private static Object[] arguments(int slots) {
            List<Object> args = new ArrayList<>();
            for (int i = 0; i < slots / 2; i++) {
                args.add(i + 1L);
            }
            if (slots % 2 == 1) {
                args.add(-1);
            }
            return args.toArray();
        }
    }

    @Test
    void classWithAFullConstantPoolIsSkipped() {
        ClassReader small = new ClassReader(classOf(0, "divide", "(I)I", code -> {
            divideHundredByFirstParameter(code, 0);
            code.visitInsn(Opcodes.IRETURN);
        }));
        ClassWriter writer = new ClassWriter(small, 0);
        small.accept(writer, 0);
        for (int last = 0; last < 65_530; last = writer.newUTF8("filling " + last)) {}
        byte[] file = writer.toByteArray();

        WeavingOutcome refused = InProcess.weave(file);

        assertThat(refused.classFile()).isNull();
        assertThat(refused.skipped()).containsOnlyKeys("divide(I)I");
        assertThat(refused.skipped().get("divide(I)I"))
                .matches(
                        "the woven class would have 655\\d\\d entries in its constant pool, which is more than the JVM accepts");
    }

    @Nested
    class LongMethods {
        /** The woven code makes the jumps across the body too wide for two bytes. */
        @ParameterizedTest
        @ValueSource(ints = {32_750, 32_760, 40_000, 65_400})
        void jumpsThatBecomeTooLongAreWidened(int size) throws ReflectiveOperationException {
            byte[] file = classOf(0, "divide", "(I)I", code -> {
                Label forward = new Label();
                Label back = new Label();
                Label end = new Label();
                code.visitVarInsn(Opcodes.ILOAD, 0);
                code.visitJumpInsn(Opcodes.IFLT, forward);
                code.visitLabel(back);
                code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 0, new Object[0]);
                code.visitVarInsn(Opcodes.ILOAD, 0);
                code.visitInsn(Opcodes.ICONST_1);
                code.visitJumpInsn(Opcodes.IF_ICMPEQ, end);
                for (int i = 0; i < size; i++) {
                    code.visitInsn(Opcodes.NOP);
                }
                code.visitLabel(forward);
                code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 0, new Object[0]);
                divideHundredByFirstParameter(code, 0);
                code.visitInsn(Opcodes.POP);
                code.visitInsn(Opcodes.ICONST_1);
                code.visitVarInsn(Opcodes.ISTORE, 0);
                code.visitJumpInsn(Opcodes.GOTO, back);
                code.visitLabel(end);
                code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 0, new Object[0]);
                code.visitVarInsn(Opcodes.ILOAD, 0);
                code.visitInsn(Opcodes.IRETURN);
            });
            Class<?> type = weave(file);
            observe(Events.of(type, "divide"));

            assertThat(method(type, "divide").invoke(null, -7)).isEqualTo(1);
            assertThatThrownBy(() -> method(type, "divide").invoke(null, 0))
                    .hasCauseInstanceOf(ArithmeticException.class);

            assertThat(received)
                    .containsExactly(
                            "ABOUT_TO_RUN false false",
                            "COMPLETED false true",
                            "ABOUT_TO_RUN false false",
                            "CRASHED false / by zero");
        }
    }

    private static Method method(Class<?> type, String name) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        throw new AssertionError(name);
    }

    private static void divideHundredByFirstParameter(MethodVisitor code) {
        divideHundredByFirstParameter(code, 1);
    }

    private static void divideHundredByFirstParameter(MethodVisitor code, int local) {
        code.visitIntInsn(Opcodes.BIPUSH, 100);
        code.visitVarInsn(Opcodes.ILOAD, local);
        code.visitInsn(Opcodes.IDIV);
    }
}
