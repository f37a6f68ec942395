package dev.observatory.event;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.TaggedMethods;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the event that somebody names, or says which ones there are. */
final class EventLookup {
    /** What a constructor is called in look-ups; no method of a Java class can have that name. */
    private static final String NEW = "new";

    private EventLookup() {}

    /**
     * The one event with that name and, unless null, those parameter types; in the class, or else the nearest super class, or
     * else an interface. An untagged method that overrides a tagged one hides it: calls run it and not the event.
     */
    static EventPoint find(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
        List<Executable> nearer = new ArrayList<>();
        for (Class<?> holder : TaggedMethods.typesOf(type)) {
            List<Executable> found = events(
                    holder,
                    nearer,
                    method -> isNamed(method, name, type)
                            && (parameterTypes == null || Arrays.equals(method.getParameterTypes(), parameterTypes)));
            if (found.size() > 1) {
                throw new IllegalArgumentException("Event [" + name + "] of class [" + type.getName()
                        + "] is ambiguous; name the parameter types of one of " + list(found));
            }
            if (found.size() == 1) {
                AgentPresence.warnIfAbsent(
                        "Event [" + holder.getName() + "." + ClassEvents.nameOf(found.get(0)) + "] will never fire");
                return ClassEvents.of(found.get(0));
            }
        }
        throw new IllegalArgumentException(notFound(type, name, parameterTypes));
    }

    /** Constructors are not inherited: only those of the very class are meant. */
    private static boolean isNamed(Executable method, String name, Class<?> type) {
        return method instanceof Constructor<?>
                ? method.getDeclaringClass() == type && (name.equals(NEW) || name.equals(ClassEvents.CONSTRUCTOR))
                : method.getName().equals(name);
    }

    /** The wanted events that a class declares and no nearer method overrides; adds its methods to the nearer ones. */
    private static List<Executable> events(Class<?> holder, List<Executable> nearer, Predicate<Executable> wanted) {
        List<Executable> declared = ClassEvents.declaredBy(holder).stream()
                .filter(method -> !method.isSynthetic() && !isBridge(method))
                .toList();
        List<Executable> found = declared.stream()
                .filter(wanted)
                .filter(EventLookup::isEvent)
                .filter(method -> nearer.stream().noneMatch(lower -> overrides(lower, method)))
                .toList();
        nearer.addAll(declared);
        return found;
    }

    /** Those of Kotlin are not synthetic. */
    private static boolean isBridge(Executable method) {
        return method instanceof Method named && named.isBridge();
    }

    private static boolean overrides(Executable lower, Executable upper) {
        return lower instanceof Method one && upper instanceof Method other && TaggedMethods.overrides(one, other);
    }

    private static boolean isEvent(Executable method) {
        return method.isAnnotationPresent(Event.class)
                || AgentPresence.isWoven(method.getDeclaringClass(), ClassEvents.keyOf(method));
    }

    private static String notFound(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
        String wanted = parameterTypes == null ? name : name + types(parameterTypes);
        List<Executable> tagged = new ArrayList<>();
        boolean exists = false;
        List<Executable> nearer = new ArrayList<>();
        for (Class<?> holder : TaggedMethods.typesOf(type)) {
            tagged.addAll(events(holder, nearer, method -> true));
            exists |= ClassEvents.declaredBy(holder).stream().anyMatch(method -> isNamed(method, name, type));
        }
        return "Class [" + type.getName() + "] has no event [" + wanted + "]; "
                + (exists ? "a method of that name exists, tag it @Event; " : "")
                + (tagged.isEmpty() ? "none of its methods is tagged @Event" : "its events are " + list(tagged));
    }

    private static String list(List<Executable> methods) {
        return methods.stream()
                .map(method ->
                        (method instanceof Constructor<?> ? NEW : method.getName()) + types(method.getParameterTypes()))
                .sorted()
                .toList()
                .toString();
    }

    private static String types(Class<?>[] parameterTypes) {
        StringJoiner types = new StringJoiner(", ", "(", ")");
        for (Class<?> parameterType : parameterTypes) {
            types.add(parameterType.getSimpleName());
        }
        return types.toString();
    }
}
