package dev.observatory.event;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.GeneratedClasses;
import dev.observatory.runtime.MemberTags;
import dev.observatory.runtime.TaggedMethods;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks events up by name, and lists the candidates when there is no such event. */
final class EventLookup {
    /** The name of constructors in look-ups, which no method of a Java class can have. */
    private static final String NEW = "new";

    private EventLookup() {}

    /**
     * Returns the only event with a name and, unless null, parameter types, declared by the class, or else by the nearest superclass,
     * or else by an interface. An untagged method that overrides a tagged one hides it, since calls run the former. What a framework
     * has generated hides nothing: its methods call those of the class that the program declares.
     */
    static EventPoint find(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
        Class<?> declared = GeneratedClasses.declared(type);
        Search first = new Search(declared, name, parameterTypes);
        EventPoint event = first.find();
        if (event != null) {
            return event;
        }
        event = declared == type ? null : new Search(type, name, parameterTypes).find();
        if (event != null) {
            return event;
        }
        throw first.refusal == null
                ? new IllegalArgumentException(notFound(type, declared, name, parameterTypes))
                : new IllegalArgumentException(
                        GeneratedClasses.describe(type) + " has no woven event [" + name
                                + "], and its methods cannot be listed because a type that they name is missing ["
                                + first.refusal + "]; add it to the class path",
                        first.refusal);
    }

    /**
     * Returns the event of the method that a call on an object runs; null if that is no event.
     *
     * @param type the class of the object
     * @param parameterTypes those of the method that the call names, which a bridge method of the class may have
     */
    static @Nullable EventPoint findCalled(Class<?> type, String name, Class<?>[] parameterTypes) {
        Class<?> declared = GeneratedClasses.declared(type);
        EventPoint event = new Search(declared, name, parameterTypes).find();
        if (event == null && hasBridge(declared, name, parameterTypes)) {
            event = new Search(declared, name, null).find();
        }
        return event;
    }

    private static boolean hasBridge(Class<?> type, String name, Class<?>[] parameterTypes) {
        try {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Method method : each.getDeclaredMethods()) {
                    if (method.isBridge()
                            && method.getName().equals(name)
                            && Arrays.equals(method.getParameterTypes(), parameterTypes)) {
                        return true;
                    }
                }
            }
        } catch (LinkageError | TypeNotPresentException refused) {
            return false;
        }
        return false;
    }

    /** The search in one class and its supertypes. */
    private static final class Search {
        private final Class<?> type;
        private final String name;
        private final Class<?> @Nullable [] parameterTypes;
        private @Nullable Throwable refusal;

        Search(Class<?> type, String name, Class<?> @Nullable [] parameterTypes) {
            this.type = type;
            this.name = name;
            this.parameterTypes = parameterTypes;
        }

        /** Returns the only event; null if there is none. */
        @Nullable
        EventPoint find() {
            List<Executable> nearer = new ArrayList<>();
            for (Class<?> holder : TaggedMethods.typesOf(type)) {
                List<Executable> found;
                try {
                    found = events(holder, nearer, this::isWanted);
                } catch (LinkageError | TypeNotPresentException refused) {
                    refusal = refused;
                    EventPoint event = WovenMethods.find(holder, type, name, parameterTypes, nearer);
                    if (event != null) {
                        return event;
                    }
                    continue;
                }
                if (found.size() > 1) {
                    throw ambiguous(type, name, list(found));
                }
                if (found.size() == 1) {
                    AgentPresence.warnIfAbsent("Event [" + holder.getName() + "." + ClassEvents.nameOf(found.get(0))
                            + "] will never fire");
                    return ClassEvents.of(found.get(0));
                }
            }
            return null;
        }

        private boolean isWanted(Executable method) {
            return isNamed(method, name, type)
                    && (parameterTypes == null || Arrays.equals(method.getParameterTypes(), parameterTypes));
        }
    }

    private static IllegalArgumentException ambiguous(Class<?> type, String name, String candidates) {
        return new IllegalArgumentException("Event [" + name + "] of class [" + type.getName()
                + "] is ambiguous; specify the parameter types of one of " + candidates);
    }

    /** Constructors are not inherited, so only those of the class itself match. */
    private static boolean isNamed(Executable method, String name, Class<?> type) {
        return method instanceof Constructor<?>
                ? method.getDeclaringClass() == type && (name.equals(NEW) || name.equals(ClassEvents.CONSTRUCTOR))
                : method.getName().equals(name);
    }

    /** Returns the wanted events of a class that no nearer method overrides; adds the methods of the class to the nearer ones. */
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

    /** Bridge methods generated by Kotlin are not synthetic. */
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

    private static String notFound(
            Class<?> type, Class<?> declared, String name, Class<?> @Nullable [] parameterTypes) {
        String wanted = parameterTypes == null ? name : name + types(parameterTypes);
        List<Executable> tagged = new ArrayList<>();
        boolean exists = false;
        List<Executable> nearer = new ArrayList<>();
        for (Class<?> holder : TaggedMethods.typesOf(declared)) {
            tagged.addAll(events(holder, nearer, method -> true));
            exists |= ClassEvents.declaredBy(holder).stream().anyMatch(method -> isNamed(method, name, declared));
        }
        if (Proxy.isProxyClass(type)) {
            return GeneratedClasses.describe(type) + " has no event [" + wanted
                    + "]; use the class of the object behind the proxy";
        }
        return GeneratedClasses.describe(type) + " has no event [" + wanted + "]; "
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

    /** Looks events up among the woven methods of a class that reflection refuses, because a type in any signature is missing. */
    private static final class WovenMethods {

        /**
         * Returns the only woven event with a name and, unless null, parameter types, that a class declares; null if there is none.
         *
         * @param holder the class
         * @param type the class in which the event is looked up, the same or a subclass
         * @param nearer the methods of classes in between, which may override that of the event
         */
        static @Nullable EventPoint find(
                Class<?> holder,
                Class<?> type,
                String name,
                Class<?> @Nullable [] parameterTypes,
                List<Executable> nearer) {
            boolean isConstructor = name.equals(NEW) || name.equals(ClassEvents.CONSTRUCTOR);
            if (isConstructor && holder != type) {
                return null;
            }
            String prefix = (isConstructor ? ClassEvents.CONSTRUCTOR : name) + "(";
            List<String> found = new ArrayList<>();
            for (MemberTags member : AgentPresence.tagsOf(holder)) {
                String key = member.member();
                if (key.startsWith(prefix)
                        && AgentPresence.isWoven(holder, key)
                        && (parameterTypes == null || hasParameters(holder, key, parameterTypes))
                        && nearer.stream().noneMatch(method -> isOverriddenBy(key, method))) {
                    found.add(key);
                }
            }
            if (found.size() > 1) {
                throw ambiguous(type, name, found.toString());
            }
            return found.isEmpty() ? null : ClassEvents.of(holder, found.get(0));
        }

        private static boolean hasParameters(Class<?> holder, String key, Class<?>[] parameterTypes) {
            try {
                MethodType type =
                        MethodType.fromMethodDescriptorString(key.substring(key.indexOf('(')), holder.getClassLoader());
                return Arrays.equals(type.parameterArray(), parameterTypes);
            } catch (LinkageError | TypeNotPresentException missing) {
                return false; // The caller could not have named the types either.
            }
        }

        private static boolean isOverriddenBy(String key, Executable method) {
            String other = ClassEvents.keyOf(method);
            return other.substring(0, other.indexOf(')')).equals(key.substring(0, key.indexOf(')')));
        }
    }
}
