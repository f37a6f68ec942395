package dev.observatory.event;

import dev.observatory.hook.Hook;
import dev.observatory.hook.Hook0;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.Hook2;
import dev.observatory.hook.Hook3;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hook that an {@link Observes} refers to, and what it emits.
 *
 * @param arguments the type of each argument; null where it is unknown
 * @param parameters the parameters that an observing method needs, as in source code
 */
record ResolvedHook(Hook<?> hook, List<@Nullable Class<?>> arguments, String parameters) {

    /** Thrown if the field that holds a hook is still null, while its class is being initialized for example. */
    static final class UnsetException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnsetException(String message) {
            super(message);
        }
    }

    /**
     * Returns the hook that a tag refers to.
     *
     * @throws IllegalArgumentException if there is none; the message says what is wrong with the tag
     */
    static ResolvedHook of(Observes tag) {
        boolean hasType = tag.type() != void.class;
        if (!tag.hook().isEmpty()) {
            if (!hasType || !tag.method().isEmpty() || tag.status() != EventStatus.NEVER_RUN) {
                throw new IllegalArgumentException(
                        "hook [" + tag.hook() + "] needs the type that holds it, and neither method nor status");
            }
            return inField(tag.type(), tag.hook());
        }
        if (hasType == tag.method().isEmpty()) {
            throw new IllegalArgumentException(
                    "type and method of an event belong together; leave both out to observe every event of a status");
        }
        if (tag.status() == EventStatus.NEVER_RUN) {
            throw new IllegalArgumentException("the tag has no status; use one of ABOUT_TO_RUN, PROGRESS_UPDATED,"
                    + " COMPLETED, CRASHED and EXITED, or a hook");
        }
        return hasType ? ofEvent(tag) : ofAnyEvent(tag.status());
    }

    private static ResolvedHook ofEvent(Observes tag) {
        Class<?>[] parameterTypes = tag.parameterTypes();
        boolean isAny = parameterTypes.length == 1 && parameterTypes[0] == void.class;
        EventPoint event =
                isAny ? Events.of(tag.type(), tag.method()) : Events.of(tag.type(), tag.method(), parameterTypes);
        return tag.status() == EventStatus.PROGRESS_UPDATED
                ? progress(event.progressUpdated())
                : data(event.hooks().of(tag.status()));
    }

    private static ResolvedHook ofAnyEvent(EventStatus status) {
        return status == EventStatus.PROGRESS_UPDATED ? progress(Events.anyProgress()) : data(Events.any(status));
    }

    private static ResolvedHook data(Hook<?> hook) {
        return new ResolvedHook(hook, List.of(EventData.class), "EventData data");
    }

    private static ResolvedHook progress(Hook<?> hook) {
        return new ResolvedHook(hook, List.of(ProgressData.class), "ProgressData progress");
    }

    private static ResolvedHook inField(Class<?> type, String name) {
        Field field = field(type, name);
        if (!Modifier.isStatic(field.getModifiers()) || !Hook.class.isAssignableFrom(field.getType())) {
            throw new IllegalArgumentException("field [" + name + "] of class [" + type.getTypeName()
                    + "] is not a static field of a hook's type; connect to hooks of single objects explicitly");
        }
        Hook<?> hook = read(field);
        List<@Nullable Class<?>> arguments = argumentsOf(field.getGenericType(), arityOf(hook));
        String parameters = arguments.stream()
                .map(argument -> argument == null ? "…" : argument.getSimpleName())
                .collect(Collectors.joining(", "));
        return new ResolvedHook(hook, arguments, parameters);
    }

    private static Field field(Class<?> type, String name) {
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            for (Field field : holder.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        List<String> hooks = Arrays.stream(type.getDeclaredFields())
                .filter(field -> Hook.class.isAssignableFrom(field.getType()))
                .map(Field::getName)
                .sorted()
                .toList();
        throw new IllegalArgumentException("class [" + type.getTypeName() + "] has no field [" + name + "]; "
                + (hooks.isEmpty() ? "it holds no hooks" : "its hooks are " + hooks));
    }

    private static Hook<?> read(Field field) {
        String name = "field [" + field.getName() + "] of class ["
                + field.getDeclaringClass().getTypeName() + "]";
        try {
            field.setAccessible(true);
            if (field.get(null) instanceof Hook<?> hook) {
                return hook;
            }
            throw new UnsetException(name + " holds no hook yet; it is null");
        } catch (InaccessibleObjectException | IllegalAccessException closed) {
            throw new IllegalArgumentException(
                    name + " cannot be read; open package ["
                            + field.getDeclaringClass().getPackageName() + "] to module [dev.observatory]",
                    closed);
        }
    }

    private static int arityOf(Hook<?> hook) {
        if (hook instanceof Hook0) {
            return 0;
        }
        return hook instanceof Hook1 ? 1 : hook instanceof Hook2 ? 2 : hook instanceof Hook3 ? 3 : unknown(hook);
    }

    private static int unknown(Hook<?> hook) {
        throw new IllegalStateException("Hook [" + hook.getClass().getName() + "] has an arity that is not known here");
    }

    /** Returns the argument types that the declared type of a field gives; nothing if it gives the type of the observers instead. */
    private static List<@Nullable Class<?>> argumentsOf(Type declared, int arity) {
        List<@Nullable Class<?>> arguments = new ArrayList<>(Collections.nCopies(arity, (Class<?>) null));
        if (declared instanceof ParameterizedType parameterized && parameterized.getRawType() != Hook.class) {
            Type[] types = parameterized.getActualTypeArguments();
            for (int i = 0; i < arity && i < types.length; i++) {
                arguments.set(i, rawClass(types[i]));
            }
        }
        return arguments;
    }

    private static @Nullable Class<?> rawClass(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        return type instanceof ParameterizedType parameterized ? (Class<?>) parameterized.getRawType() : null;
    }

    /** Returns whether a method with these parameters accepts what the hook emits. */
    boolean fits(Class<?>[] parameterTypes) {
        if (parameterTypes.length != arguments.size()) {
            return false;
        }
        for (int i = 0; i < parameterTypes.length; i++) {
            Class<?> argument = arguments.get(i);
            Class<?> boxed = MethodType.methodType(parameterTypes[i]).wrap().returnType();
            if (argument != null && !boxed.isAssignableFrom(argument)) {
                return false;
            }
        }
        return true;
    }
}
