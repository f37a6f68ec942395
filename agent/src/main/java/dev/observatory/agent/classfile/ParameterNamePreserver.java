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
 * Preserves the parameter names of one class for JVMs that lose them when a class is retransformed (JDK-8240908): the class file that
 * such a JVM passes to transformers has no {@code MethodParameters}, and the one that is returned must have them.
 */
public final class ParameterNamePreserver {
    private final Map<String, Parameter[]> byMethod = new HashMap<>();

    private ParameterNamePreserver() {}

    /**
     * Reads the names from the class itself. Must be called before it is retransformed.
     *
     * @param type the class
     * @return its parameter names
     * @throws LinkageError if a type in one of its signatures cannot be loaded
     */
    public static ParameterNamePreserver of(Class<?> type) {
        ParameterNamePreserver preserver = new ParameterNamePreserver();
        for (Method method : type.getDeclaredMethods()) {
            preserver.add(method.getName() + Type.getMethodDescriptor(method), method);
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            preserver.add("<init>" + Type.getConstructorDescriptor(constructor), constructor);
        }
        return preserver;
    }

    private void add(String key, Executable method) {
        Parameter[] parameters = method.getParameters();
        for (Parameter parameter : parameters) {
            if (parameter.isNamePresent()) {
                byMethod.put(key, parameters);
                return;
            }
        }
    }

    /**
     * Returns a class file with the names that it lacks; those that it has are replaced by the same.
     *
     * @param file a class file of the class
     * @return the class file with parameter names
     */
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
            // Already written by the constructor.
        }
    }
}
