package dev.observatory.agent.classfile;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The names of the parameters of one class, for JVMs that forget them when a class is transformed again (JDK-8240908): what the
 * JVM hands out then has no {@code MethodParameters}, and what it is given back must have them.
 */
public final class ParameterNamePreserver {
    private final Map<String, Parameter[]> byMethod = new HashMap<>();

    private ParameterNamePreserver() {}

    /**
     * Asks the class itself, before it is transformed.
     *
     * @throws LinkageError if a type in one of its signatures cannot be loaded
     */
    public static ParameterNamePreserver of(Class<?> type) {
        ParameterNamePreserver kept = new ParameterNamePreserver();
        for (Method method : type.getDeclaredMethods()) {
            kept.keep(method.getName() + Type.getMethodDescriptor(method), method);
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            kept.keep("<init>" + Type.getConstructorDescriptor(constructor), constructor);
        }
        return kept;
    }

    private void keep(String key, Executable method) {
        Parameter[] parameters = method.getParameters();
        for (Parameter parameter : parameters) {
            if (parameter.isNamePresent()) {
                byMethod.put(key, parameters);
                return;
            }
        }
    }

    /** The same class file with the names that it lacks; what it has stays. */
    public byte[] addTo(byte[] file) {
        if (byMethod.isEmpty()) {
            return file;
        }
        ClassReader reader = new ClassReader(file);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor out = super.visitMethod(access, name, descriptor, signature, exceptions);
                        Parameter[] parameters = byMethod.get(name + descriptor);
                        return parameters == null ? out : new Naming(out, parameters);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Naming extends MethodVisitor {
        Naming(MethodVisitor out, Parameter[] parameters) {
            super(Opcodes.ASM9, out);
            for (Parameter parameter : parameters) {
                super.visitParameter(parameter.isNamePresent() ? parameter.getName() : null, parameter.getModifiers());
            }
        }

        @Override
        public void visitParameter(@Nullable String name, int access) {
            // Written already.
        }
    }
}
