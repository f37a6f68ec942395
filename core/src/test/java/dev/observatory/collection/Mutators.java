package dev.observatory.collection;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** The methods of the collection interfaces on the running JDK that could change a collection. */
final class Mutators {
    /** Methods that only read; any other method counts as a mutator and needs a recipe. */
    private static final Set<String> READERS = Set.of(
            "contains()",
            "containsAll()",
            "containsKey()",
            "containsValue()",
            "equals()",
            "forEach()",
            "get()",
            "getFirst()",
            "getLast()",
            "getOrDefault()",
            "hashCode()",
            "indexOf()",
            "isEmpty()",
            "lastIndexOf()",
            "parallelStream()",
            "size()",
            "spliterator()",
            "stream()",
            "toArray()");

    private Mutators() {}

    /** Signatures such as {@code add(int,Object)}, in alphabetical order. */
    static Set<String> of(Class<?> collection) {
        Set<String> signatures = new TreeSet<>(Comparator.naturalOrder());
        for (Method method : collection.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !READERS.contains(method.getName() + "()")) {
                signatures.add(signature(method));
            }
        }
        return signatures;
    }

    private static String signature(Method method) {
        StringBuilder text = new StringBuilder(method.getName()).append('(');
        Arrays.stream(method.getParameterTypes())
                .forEach(type -> text.append(text.charAt(text.length() - 1) == '(' ? "" : ",")
                        .append(type.getSimpleName()));
        return text.append(')').toString();
    }

    /** Returns the mutators of the JDK that have no recipe. */
    static Collection<String> unknown(Class<?> collection, Set<String> recipes) {
        Set<String> unknown = new TreeSet<>(of(collection));
        Set<String> known = new HashSet<>(recipes);
        unknown.removeIf(signature ->
                known.stream().anyMatch(recipe -> recipe.equals(signature) || recipe.startsWith(signature + " ")));
        return unknown;
    }

    /** Calls a method that the running JDK has and the one that compiles these tests may not have. */
    static Object call(Class<?> type, Object target, String name, Object... arguments) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                try {
                    return method.invoke(target, arguments);
                } catch (java.lang.reflect.InvocationTargetException thrown) {
                    if (thrown.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw new AssertionError(thrown);
                } catch (IllegalAccessException impossible) {
                    throw new AssertionError(impossible);
                }
            }
        }
        throw new AssertionError(type + " has no method [" + name + "] with [" + arguments.length + "] parameters");
    }
}
