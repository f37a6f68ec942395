package dev.observatory.agent.match;

/**
 * The properties of a method or a field that patterns match.
 *
 * @param isGetter whether the method only returns a field
 * @param isSetter whether the method only assigns a field
 */
record MemberInfo(int access, String name, String descriptor, boolean isGetter, boolean isSetter) {

    /** Returns whether any of these access flags is set. */
    boolean has(int flags) {
        return (access & flags) != 0;
    }
}
