package dev.observatory.agent.classfile;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes whose constructors are called by {@code super(…)} from a tagged one, directly or through others: what they
 * throw, the tagged constructor cannot catch, so they tell it. By name, whatever the loader; one class too many is harmless.
 */
public final class SuperConstructorIndex {
    private final Set<String> classes = ConcurrentHashMap.newKeySet();

    public boolean contains(String className) {
        return classes.contains(className);
    }

    public void add(String className) {
        if (!className.startsWith("java/") && !className.startsWith("javax/")) {
            classes.add(className);
        }
    }
}
