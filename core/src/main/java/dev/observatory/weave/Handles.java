package dev.observatory.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Finds methods of the library itself; a failure is a bug in the library. */
final class Handles {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Handles() {}

    static MethodHandle ofStatic(Class<?> owner, String method, Class<?>... parameters) {
        return ofStatic(owner, method, MethodType.methodType(void.class, parameters));
    }

    static MethodHandle ofStatic(Class<?> owner, String method, MethodType type) {
        try {
            return LOOKUP.findStatic(owner, method, type);
        } catch (ReflectiveOperationException bug) {
            throw new ExceptionInInitializerError(bug);
        }
    }

    static MethodHandle virtual(Class<?> owner, String method, Class<?> result, Class<?>... parameters) {
        try {
            return LOOKUP.findVirtual(owner, method, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException bug) {
            throw new ExceptionInInitializerError(bug);
        }
    }
}
