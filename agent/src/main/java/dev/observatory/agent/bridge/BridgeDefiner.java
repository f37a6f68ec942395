package dev.observatory.agent.bridge;

import java.lang.invoke.MethodHandles;
import java.util.function.BiFunction;

/**
 * Defines a class in {@code java.lang}. Runs in a class loader of its own, so that {@code java.lang} is open to a module with this one class
 * only, and becomes closed again when that class loader is collected: opened to the module of the agent, it would be open to the whole class
 * path.
 */
public final class BridgeDefiner implements BiFunction<String, byte[], MethodHandles.Lookup> {
    /** Creates a definer. */
    public BridgeDefiner() {}

    /**
     * Defines a class, unless there is one of its name.
     *
     * @param name the name of the class
     * @param classFile the class
     * @return access to all that the class declares
     * @throws IllegalStateException if {@code java.lang} is not open to the module of this class
     */
    @Override
    public MethodHandles.Lookup apply(String name, byte[] classFile) {
        try {
            MethodHandles.Lookup inPackage = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
            return MethodHandles.privateLookupIn(define(inPackage, name, classFile), MethodHandles.lookup());
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException("package [java.lang] is not open to the agent", closed);
        }
    }

    private static Class<?> define(MethodHandles.Lookup inPackage, String name, byte[] classFile)
            throws IllegalAccessException {
        try {
            return inPackage.findClass(name);
        } catch (ClassNotFoundException absent) {
            return inPackage.defineClass(classFile);
        }
    }
}
