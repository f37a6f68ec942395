package dev.observatory.machine;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives states and triggers the names of the fields that hold them. */
final class FieldNames {
    private FieldNames() {}

    /**
     * Names whatever has no name yet.
     *
     * @return whether anything got one
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

    /** A state that was declared twice by the same name, and is held by two fields, was meant to be two. */
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
            return null; // A field of a class that the lookup has no access to; what it holds needs a name of its own.
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
