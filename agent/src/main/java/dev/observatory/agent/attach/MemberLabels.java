package dev.observatory.agent.attach;

import dev.observatory.agent.jvm.LoaderName;
import dev.observatory.agent.match.ClosureName;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** What events call methods and class loaders. Used on the program's threads: each text is made once. */
final class MemberLabels {
    /** The key of the class loader among the methods of a class. */
    private static final String LOADER = "";

    /** Of JDK types, so that no class of the program holds the agent. */
    private final ClassValue<Map<String, String>> byClass = new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final Function<Class<?>, ? extends Collection<String>> wovenMembers;

    /**
     * Creates labels.
     *
     * @param wovenMembers returns the woven members of a class, methods by name and descriptor
     */
    MemberLabels(Function<Class<?>, ? extends Collection<String>> wovenMembers) {
        this.wovenMembers = wovenMembers;
    }

    /** Returns the name of the class loader of a class. */
    String loader(Class<?> owner) {
        Map<String, String> known = byClass.get(owner);
        String loader = known.get(LOADER);
        if (loader == null) {
            loader = LoaderName.of(owner.getClassLoader()).toString();
            known.put(LOADER, loader);
        }
        return loader;
    }

    /** Formats a method, given by name and descriptor, as in source code, without the packages of types. */
    String method(Class<?> owner, String method) {
        Map<String, String> known = byClass.get(owner);
        String label = known.get(method);
        if (label == null) {
            label = label(owner, method);
            known.put(method, label);
        }
        return label;
    }

    private String label(Class<?> owner, String method) {
        int open = method.indexOf('(');
        String name = method.substring(0, open);
        return (name.startsWith("<") ? "new" : ClosureName.shown(name, wovenMembers.apply(owner)))
                + Arrays.stream(Type.getArgumentTypes(method.substring(open)))
                        .map(type -> shortNameOf(type.getClassName()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Without the packages and enclosing classes of a type. */
    private static String shortNameOf(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$', type.length() - 2)) + 1);
    }
}
