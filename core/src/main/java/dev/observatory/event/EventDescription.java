package dev.observatory.event;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.MemberTags;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.MalformedParametersException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an event that are the same for all its calls, read once, on first use.
 *
 * @param action null for an event without a method, and for a method of a class that reflection refuses; see {@link MemberTags}
 * @param isStatic whether it has no object to bind to
 * @param hidesValues whether arguments and results are to be kept from outputs because it cannot be found out which of them are secret
 */
record EventDescription(
        String name,
        String description,
        Map<String, Object> extra,
        boolean elevated,
        @Nullable Executable action,
        boolean isStatic,
        boolean hidesValues,
        List<String> parameterNames) {
    private static final String TAG = "Event";

    static EventDescription of(Class<?> type, String key, String wovenParameterNames) {
        try {
            return of(ClassEvents.executableOf(type, key), wovenParameterNames);
        } catch (LinkageError | TypeNotPresentException incomplete) {
            return of(type, AgentPresence.tagsOf(type, key), wovenParameterNames);
        }
    }

    private static EventDescription of(Class<?> type, MemberTags tags, String wovenParameterNames) {
        String method = tags.member().substring(0, tags.member().indexOf('('));
        boolean isConstructor = method.equals(ClassEvents.CONSTRUCTOR);
        Map<String, Object> extra = new LinkedHashMap<>();
        for (Object fact : tags.list(TAG, "extra")) {
            if (fact instanceof Map<?, ?> values) {
                extra.put(String.valueOf(values.get("key")), String.valueOf(values.get("value")));
            }
        }
        String given = tags.text(TAG, "name");
        String own = isConstructor ? nameOfConstructor(type) : method;
        return new EventDescription(
                given.isEmpty() ? own : given,
                tags.text(TAG, "description"),
                Collections.unmodifiableMap(extra),
                tags.flag(TAG, "elevated"),
                null,
                tags.isStatic(),
                tags.has("Redacted"),
                split(wovenParameterNames));
    }

    static EventDescription of(Executable action, String wovenParameterNames) {
        Event tag = action.getAnnotation(Event.class);
        List<String> parameters = parameterNames(action, wovenParameterNames);
        boolean isStatic = Modifier.isStatic(action.getModifiers());
        if (tag == null) {
            return new EventDescription(ownName(action), "", Map.of(), false, action, isStatic, false, parameters);
        }
        Map<String, Object> extra = new LinkedHashMap<>();
        for (Extra fact : tag.extra()) {
            extra.put(fact.key(), fact.value());
        }
        String name = tag.name().isEmpty() ? ownName(action) : tag.name();
        return new EventDescription(
                name,
                tag.description(),
                Collections.unmodifiableMap(extra),
                tag.elevated(),
                action,
                isStatic,
                false,
                parameters);
    }

    private static String ownName(Executable action) {
        return action instanceof Constructor<?> ? nameOfConstructor(action.getDeclaringClass()) : action.getName();
    }

    private static String nameOfConstructor(Class<?> type) {
        return "new " + type.getSimpleName();
    }

    static EventDescription named(String name) {
        return new EventDescription(name, "", Map.of(), false, null, false, false, List.of());
    }

    private static List<String> parameterNames(Executable action, String wovenParameterNames) {
        if (!wovenParameterNames.isEmpty()) {
            return split(wovenParameterNames);
        }
        try {
            return Arrays.stream(action.getParameters()).map(Parameter::getName).toList();
        } catch (MalformedParametersException obfuscated) {
            return List.of();
        }
    }

    /** Splits names at slashes, which no name can contain. */
    private static List<String> split(String wovenParameterNames) {
        return wovenParameterNames.isEmpty() ? List.of() : List.of(wovenParameterNames.split("/", -1));
    }

    /** Returns the arguments by parameter name, in declaration order; nulls allowed. */
    Map<String, @Nullable Object> byName(List<@Nullable Object> args) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(parameterNames);
        for (int i = 0; i < args.size(); i++) {
            named.put(i < names.size() ? names.get(i) : "arg" + i, args.get(i));
        }
        return Collections.unmodifiableMap(named);
    }
}
