package dev.observatory.agent.match;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** Whether woven members are those that a selection means; others may be woven for other reasons. */
public final class ReflectiveMemberMatcher {
    private ReflectiveMemberMatcher() {}

    /**
     * Asked once for each event that somebody could watch, not for each call.
     *
     * @param key the method's name and descriptor
     */
    public static boolean isMethod(MemberSelection meant, Class<?> type, String key) {
        String owner = Type.getInternalName(type);
        if (!meant.concerns(owner)) {
            return false;
        }
        try {
            return isMethod(meant, owner, declaredBy(type), key);
        } catch (LinkageError incomplete) {
            return false; // A type in one of its signatures is missing; the library could not describe its events
            // either.
        }
    }

    private static boolean isMethod(MemberSelection meant, String owner, List<Executable> declared, String key) {
        for (Executable method : declared) {
            if (keyOf(method).equals(key)) {
                int parameters = key.indexOf('(');
                MemberInfo traits = new MemberInfo(
                        method.getModifiers(), key.substring(0, parameters), key.substring(parameters), false, false);
                return meant.selectsMethod(owner, traits);
            }
        }
        return false;
    }

    public static boolean isField(MemberSelection meant, Field field) {
        MemberInfo traits = new MemberInfo(
                field.getModifiers(), field.getName(), Type.getDescriptor(field.getType()), false, false);
        return meant.selectsField(Type.getInternalName(field.getDeclaringClass()), traits);
    }

    private static List<Executable> declaredBy(Class<?> type) {
        List<Executable> declared = new ArrayList<>(List.of(type.getDeclaredMethods()));
        declared.addAll(List.of(type.getDeclaredConstructors()));
        return declared;
    }

    private static String keyOf(Executable executable) {
        return executable instanceof Method method
                ? method.getName() + Type.getMethodDescriptor(method)
                : "<init>" + Type.getConstructorDescriptor((Constructor<?>) executable);
    }
}
