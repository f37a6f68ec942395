package dev.observatory.agent.match;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** Matches members of loaded classes against a selection, by reflection. */
public final class ReflectiveMemberMatcher {
    private ReflectiveMemberMatcher() {}

    /**
     * Returns whether a method or constructor is selected.
     *
     * @param selection which members are selected
     * @param type the class that declares it
     * @param key its name and descriptor
     * @return whether any pattern selects it; if reflection refuses the class, because a type in the signature of any of its methods is
     *     missing, whether any pattern matches the name
     */
    public static boolean selectsMethod(MemberSelection selection, Class<?> type, String key) {
        String owner = Type.getInternalName(type);
        if (!selection.mayMatch(owner)) {
            return false;
        }
        try {
            return selectsMethod(selection, owner, declaredBy(type), key);
        } catch (LinkageError | TypeNotPresentException refused) {
            return selection.matchesName(owner, key);
        }
    }

    private static boolean selectsMethod(
            MemberSelection selection, String owner, List<Executable> declared, String key) {
        for (Executable method : declared) {
            if (keyOf(method).equals(key)) {
                int parameters = key.indexOf('(');
                MemberInfo member = new MemberInfo(
                        method.getModifiers(), key.substring(0, parameters), key.substring(parameters), false, false);
                return selection.selectsMethod(owner, member);
            }
        }
        return false;
    }

    /**
     * Returns whether a field is selected.
     *
     * @param selection which members are selected
     * @param field the field
     * @return whether any pattern matches it
     */
    public static boolean selectsField(MemberSelection selection, Field field) {
        MemberInfo member = new MemberInfo(
                field.getModifiers(), field.getName(), Type.getDescriptor(field.getType()), false, false);
        return selection.selectsField(Type.getInternalName(field.getDeclaringClass()), member);
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
