package dev.observatory.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The targets of idle call sites: constant null, whatever the arguments.
 *
 * <p>Shared by all sites of one type. The types are erased by the weaver to {@code Object} and primitives, so that this
 * map never holds a class of the program, and stays small.
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
