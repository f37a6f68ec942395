package dev.observatory.event;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
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
    /** What a constructor is called in look-ups; no method of a Java class can have that name. */
    private static final String NEW = "new";

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private EventLookup() {}

    /** The one event with that name and, unless null, those parameter types; in the class or the nearest super class. */
    static EventPoint find(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            List<Executable> found = events(
                    holder,
                    method -> isNamed(method, name, type)
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

    /** Constructors are not inherited: only those of the very class are meant. */
    private static boolean isNamed(Executable method, String name, Class<?> type) {
        return method instanceof Constructor<?>
                ? method.getDeclaringClass() == type && (name.equals(NEW) || name.equals(ClassEvents.CONSTRUCTOR))
                : method.getName().equals(name);
    }

    private static List<Executable> events(Class<?> holder, Predicate<Executable> wanted) {
        List<Executable> found = new ArrayList<>();
        for (Executable method : ClassEvents.declaredBy(holder)) {
            boolean isBridge = method instanceof Method named && named.isBridge();
            if (!isBridge && !method.isSynthetic() && wanted.test(method) && isEvent(method)) {
                found.add(method);
            }
        }
        return found;
    }

    private static boolean isEvent(Executable method) {
        return method.isAnnotationPresent(Event.class)
                || EventWeaving.isWoven(method.getDeclaringClass(), ClassEvents.keyOf(method));
    }

    private static String notFound(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
        String wanted = parameterTypes == null ? name : name + types(parameterTypes);
        List<Executable> tagged = new ArrayList<>();
        boolean exists = false;
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            tagged.addAll(events(holder, method -> true));
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

    private static void warnWithoutAgent(Executable method) {
        if (!EventWeaving.isAgentHere() && WARNED.compareAndSet(false, true)) {
            System.getLogger("dev.observatory")
                    .log(
                            System.Logger.Level.WARNING,
                            "Event [" + method.getDeclaringClass().getName() + "." + ClassEvents.nameOf(method)
                                    + "] will never fire: this JVM runs without the Observatory agent;"
                                    + " start it with -javaagent:observatory-agent.jar");
        }
    }
}
