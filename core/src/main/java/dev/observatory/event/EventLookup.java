package dev.observatory.event;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the event that somebody names, or says which ones there are. */
final class EventLookup {
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private EventLookup() {}

    /** The one event with that name and, unless null, those parameter types; in the class or the nearest super class. */
    static EventPoint find(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            List<Method> found = events(
                    holder,
                    method -> method.getName().equals(name)
                            && (parameterTypes == null || Arrays.equals(method.getParameterTypes(), parameterTypes)));
            if (found.size() > 1) {
                throw new IllegalArgumentException("Event [" + name + "] of class [" + type.getName()
                        + "] is ambiguous; name the parameter types of one of " + list(found));
            }
            if (found.size() == 1) {
                warnWithoutAgent(found.get(0));
                return ClassEvents.of(found.get(0));
            }
        }
        throw new IllegalArgumentException(notFound(type, name, parameterTypes));
    }

    private static List<Method> events(Class<?> holder, Predicate<Method> wanted) {
        List<Method> found = new ArrayList<>();
        for (Method method : holder.getDeclaredMethods()) {
            if (!method.isBridge() && !method.isSynthetic() && wanted.test(method) && isEvent(method)) {
                found.add(method);
            }
        }
        return found;
    }

    private static boolean isEvent(Method method) {
        return method.isAnnotationPresent(Event.class)
                || EventWeaving.isWoven(method.getDeclaringClass(), ClassEvents.keyOf(method));
    }

    private static String notFound(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
        String wanted = parameterTypes == null ? name : name + types(parameterTypes);
        List<Method> tagged = new ArrayList<>();
        boolean exists = false;
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            tagged.addAll(events(holder, method -> true));
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

    private static void warnWithoutAgent(Method method) {
        if (!EventWeaving.isAgentHere() && WARNED.compareAndSet(false, true)) {
            System.getLogger("dev.observatory")
                    .log(
                            System.Logger.Level.WARNING,
                            "Event [" + method.getDeclaringClass().getName() + "." + method.getName()
                                    + "] will never fire: this JVM runs without the Observatory agent;"
                                    + " start it with -javaagent:observatory-agent.jar");
        }
    }
}
