package dev.observatory.event;

import dev.observatory.hook.AgentPresence;
import dev.observatory.hook.TaggedMethods;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the event that somebody names, or says which ones there are. */
final class EventLookup {
    private EventLookup() {}

    /**
     * The one event with that name and, unless null, those parameter types; in the class, or else the nearest super class, or
     * else an interface. An untagged method that overrides a tagged one hides it: calls run it and not the event.
     */
    static EventPoint find(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
        List<Method> nearer = new ArrayList<>();
        for (Class<?> holder : TaggedMethods.typesOf(type)) {
            List<Method> found = events(
                    holder,
                    nearer,
                    method -> method.getName().equals(name)
                            && (parameterTypes == null || Arrays.equals(method.getParameterTypes(), parameterTypes)));
            if (found.size() > 1) {
                throw new IllegalArgumentException("Event [" + name + "] of class [" + type.getName()
                        + "] is ambiguous; name the parameter types of one of " + list(found));
            }
            if (found.size() == 1) {
                AgentPresence.warnIfAbsent("Event [" + holder.getName() + "." + name + "] will never fire");
                return ClassEvents.of(found.get(0));
            }
        }
        throw new IllegalArgumentException(notFound(type, name, parameterTypes));
    }

    /** The wanted events that a class declares and no nearer method overrides; adds its methods to the nearer ones. */
    private static List<Method> events(Class<?> holder, List<Method> nearer, Predicate<Method> wanted) {
        List<Method> declared = Arrays.stream(holder.getDeclaredMethods())
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .toList();
        List<Method> found = declared.stream()
                .filter(wanted)
                .filter(EventLookup::isEvent)
                .filter(method -> nearer.stream().noneMatch(lower -> TaggedMethods.overrides(lower, method)))
                .toList();
        nearer.addAll(declared);
        return found;
    }

    private static boolean isEvent(Method method) {
        return method.isAnnotationPresent(Event.class)
                || AgentPresence.isWoven(method.getDeclaringClass(), ClassEvents.keyOf(method));
    }

    private static String notFound(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
        String wanted = parameterTypes == null ? name : name + types(parameterTypes);
        List<Method> tagged = new ArrayList<>();
        boolean exists = false;
        List<Method> nearer = new ArrayList<>();
        for (Class<?> holder : TaggedMethods.typesOf(type)) {
            tagged.addAll(events(holder, nearer, method -> true));
            exists |= Arrays.stream(holder.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(name));
        }
        return "Class [" + type.getName() + "] has no event [" + wanted + "]; "
                + (exists ? "a method of that name exists, tag it @Event; " : "")
                + (tagged.isEmpty() ? "none of its methods is tagged @Event" : "its events are " + list(tagged));
    }

    private static String list(List<Method> methods) {
        return methods.stream()
                .map(method -> method.getName() + types(method.getParameterTypes()))
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
