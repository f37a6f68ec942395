package dev.observatory.event;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of an event that are the same for all its calls, read once, on first use. */
record EventDescription(
        String name,
        String description,
        Map<String, Object> extra,
        boolean elevated,
        @Nullable Executable action,
        List<String> parameterNames) {

    static EventDescription of(Executable action, String wovenParameterNames) {
        Event tag = action.getAnnotation(Event.class);
        List<String> parameters = parameterNames(action, wovenParameterNames);
        if (tag == null) {
            return new EventDescription(ownName(action), "", Map.of(), false, action, parameters);
        }
        Map<String, Object> extra = new LinkedHashMap<>();
        for (Extra fact : tag.extra()) {
            extra.put(fact.key(), fact.value());
        }
        String name = tag.name().isEmpty() ? ownName(action) : tag.name();
        return new EventDescription(
                name, tag.description(), Collections.unmodifiableMap(extra), tag.elevated(), action, parameters);
    }

    private static String ownName(Executable action) {
        return action instanceof Constructor<?>
                ? "new " + action.getDeclaringClass().getSimpleName()
                : action.getName();
    }

    static EventDescription named(String name) {
        return new EventDescription(name, "", Map.of(), false, null, List.of());
    }

    private static List<String> parameterNames(Executable action, String wovenParameterNames) {
        if (!wovenParameterNames.isEmpty()) {
            return List.of(wovenParameterNames.split(",", -1));
        }
        return Arrays.stream(action.getParameters()).map(Parameter::getName).toList();
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
