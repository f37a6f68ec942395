package dev.observatory.event;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHook0;
import dev.observatory.hook.EventHook2;
import dev.observatory.hook.EventHook3;
import dev.observatory.hook.Hook;
import dev.observatory.hook.Hook0;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.Hook2;
import dev.observatory.hook.Hook3;
import dev.observatory.runtime.MemberTags;
import dev.observatory.runtime.TaggedMethod;
import dev.observatory.runtime.TaggedMethods;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hook that an {@link Observes} refers to, and what it emits.
 *
 * @param arguments the type of each argument; null where it is unknown
 * @param parameters the parameters that an observing method needs, as in source code
 */
record ResolvedHook(Hook<?> hook, List<@Nullable Class<?>> arguments, String parameters) {
    private static final List<Class<?>> PRIMITIVES = List.of(
            void.class,
            boolean.class,
            byte.class,
            char.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class);

    /** The types that a field with a hook can have, for classes that reflection refuses. */
    private static final List<Class<?>> HOOK_TYPES = List.of(
            EventHook.class,
            EventHook0.class,
            EventHook2.class,
            EventHook3.class,
            Hook1.class,
            Hook0.class,
            Hook2.class,
            Hook3.class,
            Hook.class);

    /** Thrown if the field that holds a hook is still null, while its class is being initialized for example. */
    static final class UnsetException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnsetException(String message) {
            super(message);
        }
    }

    /**
     * The attributes of an {@link Observes}.
     *
     * @param type {@code void.class} for none
     * @param parameterTypes null for any
     * @param status {@link EventStatus#NEVER_RUN} for none
     */
    record Tag(Class<?> type, String method, @Nullable List<Class<?>> parameterTypes, EventStatus status, String hook) {

        static List<Tag> of(TaggedMethod method) {
            List<Tag> tags = new ArrayList<>();
            Method reflected = method.reflected();
            MemberTags read = method.tags();
            if (reflected != null) {
                for (Observes each : reflected.getAnnotationsByType(Observes.class)) {
                    Class<?>[] types = each.parameterTypes();
                    boolean isAny = types.length == 1 && types[0] == void.class;
                    tags.add(new Tag(
                            each.type(), each.method(), isAny ? null : List.of(types), each.status(), each.hook()));
                }
            } else if (read != null) {
                ClassLoader loader = method.owner().getClassLoader();
                Map<String, Object> single = read.tags().get(Observes.class.getSimpleName());
                if (single != null) {
                    tags.add(of(single, loader));
                }
                for (Object each : method.repeated()) {
                    tags.add(of((Map<?, ?>) each, loader));
                }
            }
            return tags;
        }

        /** Reads what the agent has found in the class file: types and constants by their names, and no defaults. */
        private static Tag of(Map<?, ?> values, @Nullable ClassLoader loader) {
            Object type = values.get("type");
            Object status = values.get("status");
            List<Class<?>> types = new ArrayList<>();
            if (values.get("parameterTypes") instanceof List<?> names) {
                names.forEach(name -> types.add(load(String.valueOf(name), loader)));
            }
            boolean isAny = !values.containsKey("parameterTypes") || types.equals(List.of(void.class));
            return new Tag(
                    type == null ? void.class : load(String.valueOf(type), loader),
                    String.valueOf(values.containsKey("method") ? values.get("method") : ""),
                    isAny ? null : types,
                    status == null ? EventStatus.NEVER_RUN : EventStatus.valueOf(String.valueOf(status)),
                    String.valueOf(values.containsKey("hook") ? values.get("hook") : ""));
        }

        /** Loads a type by its name as in source code, but with a dollar sign before the names of nested classes. */
        private static Class<?> load(String name, @Nullable ClassLoader loader) {
            if (name.endsWith("[]")) {
                return load(name.substring(0, name.length() - 2), loader).arrayType();
            }
            for (Class<?> primitive : PRIMITIVES) {
                if (primitive.getName().equals(name)) {
                    return primitive;
                }
            }
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException | LinkageError missing) {
                throw new TypeNotPresentException(name, missing);
            }
        }
    }

    /**
     * Returns the hook that a tag refers to.
     *
     * @throws IllegalArgumentException if there is none; the message says what is wrong with the tag
     */
    static ResolvedHook of(Tag tag) {
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

    private static ResolvedHook ofEvent(Tag tag) {
        List<Class<?>> parameterTypes = tag.parameterTypes();
        EventPoint event = parameterTypes == null
                ? Events.of(tag.type(), tag.method())
                : Events.of(tag.type(), tag.method(), parameterTypes.toArray(Class<?>[]::new));
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
        Field field;
        try {
            field = field(type, name);
        } catch (LinkageError | TypeNotPresentException refused) {
            return inFieldOfRefused(type, name, refused);
        }
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

    /** Finds a field in classes that reflection refuses because a type of any field is missing, by trying the types that it can have. */
    private static ResolvedHook inFieldOfRefused(Class<?> type, String name, Throwable refused) {
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            for (Class<?> declared : HOOK_TYPES) {
                MethodHandle getter = getterOf(holder, name, declared);
                if (getter != null) {
                    return ofUnknownArguments(holder, name, getter);
                }
            }
        }
        throw new IllegalArgumentException(
                "class [" + type.getTypeName() + "] has no hook [" + name
                        + "], or its fields cannot be listed because a type" + " that they name is missing [" + refused
                        + "]; add it to the class path",
                refused);
    }

    private static @Nullable MethodHandle getterOf(Class<?> holder, String name, Class<?> declared) {
        try {
            return MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                    .findStaticGetter(holder, name, declared)
                    .asType(MethodType.methodType(Hook.class));
        } catch (NoSuchFieldException | IllegalAccessException other) {
            return null; // The field has another type, or is none of this class.
        }
    }

    private static ResolvedHook ofUnknownArguments(Class<?> holder, String name, MethodHandle getter) {
        Hook<?> hook;
        try {
            hook = (Hook<?>) getter.invokeExact();
        } catch (Throwable failure) {
            throw TaggedMethods.<RuntimeException>rethrow(failure);
        }
        if (hook == null) {
            throw new UnsetException(
                    "field [" + name + "] of class [" + holder.getTypeName() + "] holds no hook yet; it is null");
        }
        int arity = arityOf(hook);
        String parameters = String.join(", ", Collections.nCopies(arity, "…"));
        return new ResolvedHook(hook, new ArrayList<>(Collections.nCopies(arity, (Class<?>) null)), parameters);
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
