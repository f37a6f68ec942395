package dev.observatory.machine;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.GeneratedClasses;
import dev.observatory.runtime.MemberTags;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A field tagged {@link MachineState}.
 *
 * @param owner the class that declares it
 * @param type its declared type
 */
record StateField(Class<?> owner, String name, Class<?> type, boolean isStatic) {
    private static final String TAG = MachineState.class.getSimpleName();

    /**
     * Returns the field of a class, its own or an inherited one.
     *
     * @throws IllegalArgumentException if there is none
     */
    static StateField of(Class<?> type) {
        Throwable refusal = null;
        for (Class<?> each = GeneratedClasses.declared(type); each != null; each = each.getSuperclass()) {
            try {
                for (Field field : each.getDeclaredFields()) {
                    if (field.isAnnotationPresent(MachineState.class)) {
                        return new StateField(
                                each, field.getName(), field.getType(), Modifier.isStatic(field.getModifiers()));
                    }
                }
            } catch (LinkageError | TypeNotPresentException refused) {
                refusal = refused;
                for (MemberTags member : AgentPresence.tagsOf(each)) {
                    if (member.has(TAG) && !member.fieldDescriptor().isEmpty()) {
                        return of(each, member);
                    }
                }
            }
        }
        throw new IllegalArgumentException(notFound(type, refusal), refusal);
    }

    /** Describes a field of a class that reflection refuses, because the type of another field is missing. */
    private static StateField of(Class<?> owner, MemberTags field) {
        Class<?> type = MethodType.fromMethodDescriptorString("()" + field.fieldDescriptor(), owner.getClassLoader())
                .returnType();
        return new StateField(owner, field.member(), type, field.isStatic());
    }

    private static String notFound(Class<?> type, @Nullable Throwable refusal) {
        String subject = GeneratedClasses.describe(type) + " has no field tagged @MachineState";
        if (refusal != null) {
            return subject + ", or its fields cannot be listed because a type that they name is missing [" + refusal
                    + "]; add it to the class path";
        }
        return Proxy.isProxyClass(type)
                ? subject + "; use the class of the object behind the proxy"
                : subject + ", neither its own nor an inherited one; tag the one that holds the state";
    }

    /**
     * Returns a handle that reads the field of an object, or takes null for a static field.
     *
     * @param lookup that of the class that declares the method which is woven
     */
    MethodHandle getter(MethodHandles.Lookup lookup) throws ReflectiveOperationException {
        MethodHandle getter = isStatic
                ? MethodHandles.dropArguments(lookup.findStaticGetter(owner, name, type), 0, Object.class)
                : lookup.findGetter(owner, name, type);
        return getter.asType(MethodType.methodType(Object.class, Object.class));
    }
}
