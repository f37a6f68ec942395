package dev.observatory.bench.woven;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.function.IntUnaryOperator;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.jar.asm.Opcodes;

/** Generates classes with one method of a given size in bytes that the JIT cannot fold: it alternates additions and XORs. */
final class SizedMethods {
    private SizedMethods() {}

    /** Returns a handle of a generated static method {@code int f(int)}. */
    static MethodHandle ofStatic(int bytes, boolean tagged) throws ReflectiveOperationException {
        Class<?> made = make(
                "f",
                Modifier.PUBLIC | Modifier.STATIC,
                bytes,
                tagged,
                "generated." + (tagged ? "Tagged" : "Plain") + bytes);
        return MethodHandles.publicLookup().findStatic(made, "f", MethodType.methodType(int.class, int.class));
    }

    /** Returns instances of {@code count} generated classes, each with its own method. */
    static IntUnaryOperator[] operators(int number, int bytes, boolean tagged) throws ReflectiveOperationException {
        IntUnaryOperator[] operators = new IntUnaryOperator[number];
        for (int i = 0; i < number; i++) {
            String name = "generated." + (tagged ? "TaggedOne" : "PlainOne") + i;
            operators[i] = (IntUnaryOperator) make("applyAsInt", Modifier.PUBLIC, bytes, tagged, name)
                    .getConstructor()
                    .newInstance();
        }
        return operators;
    }

    private static Class<?> make(String method, int modifiers, int bytes, boolean tagged, String name) {
        DynamicType.Builder<?> type = new ByteBuddy().subclass(Object.class).name(name);
        if (!Modifier.isStatic(modifiers)) {
            type = type.implement(IntUnaryOperator.class);
        }
        DynamicType.Builder.MethodDefinition<?> defined = type.defineMethod(method, int.class, modifiers)
                .withParameters(int.class)
                .intercept(new Implementation.Simple(body(Modifier.isStatic(modifiers) ? 0 : 1, bytes)));
        if (tagged) {
            defined = defined.annotateMethod(
                    AnnotationDescription.Builder.ofType(Event.class).build());
        }
        Class<?> made = defined.make()
                .load(SizedMethods.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded();
        if (tagged && !Events.of(made, method).isWoven()) {
            throw new IllegalStateException("Benchmark is wrong: [" + made + "] is not woven");
        }
        return made;
    }

    private static ByteCodeAppender body(int slot, int bytes) {
        return (code, context, method) -> {
            code.visitVarInsn(Opcodes.ILOAD, slot);
            for (int i = 0; i < (bytes - 2) / 2; i++) {
                code.visitInsn(i % 4 < 2 ? Opcodes.ICONST_5 : Opcodes.ICONST_3);
                code.visitInsn(i % 2 == 0 ? Opcodes.IADD : Opcodes.IXOR);
            }
            code.visitInsn(Opcodes.IRETURN);
            return new ByteCodeAppender.Size(2, method.getStackSize());
        };
    }
}
