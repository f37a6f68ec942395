package dev.observatory.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The targets of idle call sites: constant null, with any arguments.
 *
 * <p>Shared by all sites of a type. The weaver erases types to {@code Object} and primitives, so this map never refers to a class
 * of the application, and stays small.
 */
final class IdleHandles {
    private static final MethodHandle NULL = MethodHandles.constant(Object.class, null);
    private static final Map<MethodType, MethodHandle> BY_TYPE = new ConcurrentHashMap<>();

    private IdleHandles() {}

    static MethodHandle of(MethodType type) {
        MethodHandle known = BY_TYPE.get(type);
        if (known == null) {
            known = MethodHandles.dropArguments(NULL, 0, type.parameterArray());
            BY_TYPE.put(type, known);
        }
        return known;
    }
}
