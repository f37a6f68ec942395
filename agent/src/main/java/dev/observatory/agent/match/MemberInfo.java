package dev.observatory.agent.match;

/**
 * What patterns ask of a method or a field.
 *
 * @param isGetter whether the method does nothing but return a field
 * @param isSetter whether the method does nothing but assign a field
 */
record MemberInfo(int access, String name, String descriptor, boolean isGetter, boolean isSetter) {

    /** Whether any of these access flags is set. */
    boolean has(int flags) {
        return (access & flags) != 0;
    }
}
