package dev.observatory.event;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.MemberTags;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks events up among the woven methods of a class that reflection refuses, because a type in any signature is missing. */
final class WovenEventLookup {
    private WovenEventLookup() {}

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
        boolean isConstructor = name.equals(EventLookup.NEW) || name.equals(ClassEvents.CONSTRUCTOR);
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
            throw EventLookup.ambiguous(type, name, found.toString());
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
