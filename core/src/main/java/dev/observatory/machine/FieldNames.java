package dev.observatory.machine;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Derives the names of states and triggers from the fields that hold them. */
final class FieldNames {
    private FieldNames() {}

    /**
     * Names all elements that have no name yet.
     *
     * @return whether any element was named
     */
    static boolean apply(Machine machine, List<State> states, List<Trigger> triggers) {
        boolean isNeeded = states.stream().anyMatch(state -> state.name == null)
                || triggers.stream().anyMatch(trigger -> trigger.name == null);
        if (!isNeeded) {
            return false;
        }
        boolean named = false;
        for (Field field : fieldsOf(machine)) {
            Object value = read(field, machine);
            if (value instanceof State state && state.machine == machine && state.name == null) {
                state.name = field.getName();
                named = true;
            } else if (value instanceof Trigger trigger && trigger.machine == machine && trigger.name == null) {
                trigger.name = field.getName();
                named = true;
            }
        }
        return named;
    }

    /** Returns the problems of states that were declared by the same name and are held by several fields. */
    static List<String> problems(Machine machine, List<State> states) {
        List<String> problems = new ArrayList<>();
        if (states.stream().allMatch(state -> state.calls == 1)) {
            return problems;
        }
        IdentityHashMap<State, String> first = new IdentityHashMap<>();
        for (Field field : fieldsOf(machine)) {
            if (read(field, machine) instanceof State state && state.calls > 1) {
                String other = first.putIfAbsent(state, field.getName());
                if (other != null) {
                    problems.add("State name [" + state.name() + "] is declared twice, by fields [" + other + "] and ["
                            + field.getName() + "]; each state needs its own");
                }
            }
        }
        return problems;
    }

    private static List<Field> fieldsOf(Machine machine) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = machine.getClass(); type != Machine.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean isOurs = field.getType() == State.class || Trigger.class.isAssignableFrom(field.getType());
                if (isOurs && !Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static @Nullable Object read(Field field, Machine machine) {
        try {
            MethodHandles.Lookup lookup = machine.options.lookup();
            if (lookup != null) {
                return lookup.unreflectGetter(field).invoke(machine);
            }
            return field.trySetAccessible() ? field.get(machine) : null;
        } catch (IllegalAccessException unreadable) {
            return null; // The lookup has no access to the class of the field; an element that only such a field holds
            // needs an explicit name.
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
