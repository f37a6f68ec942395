package dev.observatory.event;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.NameFilter;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of one class, held by that class itself, so that they become garbage together.
 *
 * <p>The key of a member is its name followed by its descriptor, as in the class file: {@code importAll(Ljava/util/List;)I}, or
 * {@code <init>(I)V} for a constructor.
 */
final class ClassEvents {
    static final String CONSTRUCTOR = "<init>";

    private static final ClassValue<ClassEvents> BY_CLASS = new ClassValue<>() {
        @Override
        protected ClassEvents computeValue(Class<?> type) {
            return new ClassEvents(type);
        }
    };

    /** The classes whose woven code has run: lets the stack walk skip other classes without initializing anything of theirs. */
    private static final NameFilter LINKED = new NameFilter();

    private final Class<?> type;
    private final Map<String, MethodEventPoint> points = new ConcurrentHashMap<>();

    private ClassEvents(Class<?> type) {
        this.type = type;
    }

    static MethodEventPoint of(Executable method) {
        return BY_CLASS.get(method.getDeclaringClass()).point(keyOf(method), nameOf(method));
    }

    static MethodEventPoint of(Class<?> type, String key) {
        return BY_CLASS.get(type).point(key, key.substring(0, key.indexOf('(')));
    }

    /** Returns the event of a method; null if it was never looked up and no woven code of it has run. */
    static @Nullable MethodEventPoint known(Class<?> type, String key) {
        return BY_CLASS.get(type).points.get(key);
    }

    /** Returns the event of a woven method that is about to run for the first time. */
    static MethodEventPoint linked(Class<?> type, String method, String descriptor, String parameterNames) {
        MethodEventPoint point = BY_CLASS.get(type).point(method + descriptor, method);
        LINKED.add(type.getName());
        point.linked(parameterNames);
        SelectiveObserver.linked(point);
        return point;
    }

    /** Returns the event whose method a frame belongs to; null if it is none. */
    static @Nullable MethodEventPoint runningIn(StackWalker.StackFrame frame) {
        boolean mayBeUnwoven = AgentPresence.mayHaveEvents(frame.getClassName());
        if (!mayBeUnwoven && !LINKED.mayContain(frame.getClassName())) {
            return null;
        }
        ClassEvents events = BY_CLASS.get(frame.getDeclaringClass());
        String key = frame.getMethodName() + frame.getDescriptor();
        MethodEventPoint known = events.points.get(key);
        return known == null && mayBeUnwoven && AgentPresence.isWoven(events.type, key)
                ? events.point(key, frame.getMethodName())
                : known;
    }

    static String keyOf(Executable method) {
        Class<?> result = method instanceof Method named ? named.getReturnType() : void.class;
        return nameOf(method)
                + MethodType.methodType(result, method.getParameterTypes()).toMethodDescriptorString();
    }

    /** Returns the name of a method as in the class file. */
    static String nameOf(Executable method) {
        return method instanceof Constructor<?> ? CONSTRUCTOR : method.getName();
    }

    /** Returns all methods and constructors that a class itself declares. */
    static List<Executable> declaredBy(Class<?> type) {
        List<Executable> declared = new ArrayList<>(List.of(type.getDeclaredMethods()));
        declared.addAll(List.of(type.getDeclaredConstructors()));
        return declared;
    }

    private MethodEventPoint point(String key, String method) {
        MethodEventPoint known = points.get(key);
        if (known != null) {
            known.ensureFollowerIsDetermined();
            return known;
        }
        MethodEventPoint made = new MethodEventPoint(
                type,
                key,
                type.getName() + "." + method,
                names -> EventDescription.of(type, key, names),
                () -> AgentPresence.isWoven(type, key));
        MethodEventPoint other = points.putIfAbsent(key, made);
        MethodEventPoint point = other == null ? made : other;
        point.ensureFollowerIsDetermined();
        return point;
    }

    static Executable executableOf(Class<?> type, String key) {
        for (Executable method : declaredBy(type)) {
            if (keyOf(method).equals(key)) {
                return method;
            }
        }
        throw new IllegalStateException("Class [" + type.getName() + "] has no method [" + key + "]");
    }
}
