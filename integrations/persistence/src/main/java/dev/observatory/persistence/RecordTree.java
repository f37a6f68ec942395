package dev.observatory.persistence;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of text, numbers and times as trees of maps, lists, strings and longs, and back. Which objects are created depends on the
 * declared types of the components alone, never on the tree.
 */
final class RecordTree {
    private RecordTree() {}

    static Object write(Object value) {
        if (value instanceof Record record) {
            return members(record);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new TreeMap<>();
            map.forEach((key, each) -> members.put((String) key, write(each)));
            return members;
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(RecordTree::write).toList();
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        if (value instanceof String || value instanceof Duration || value instanceof Instant) {
            return value.toString();
        }
        throw new IllegalArgumentException("Value of type [" + value.getClass().getName() + "] has no JSON form");
    }

    private static Map<String, Object> members(Record record) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = valueOf(record, component);
            if (value != null) {
                members.put(component.getName(), write(value));
            }
        }
        return members;
    }

    private static @Nullable Object valueOf(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }

    /**
     * Returns the record that a tree describes.
     *
     * @throws SnapshotFormatException if the tree does not have exactly the members and types of the record
     */
    static <R extends Record> R read(Class<R> type, Map<?, ?> tree) {
        return record(type, tree, "");
    }

    private static <R extends Record> R record(Class<R> type, Map<?, ?> tree, String path) {
        RecordComponent[] components = type.getRecordComponents();
        List<Object> unknown = new ArrayList<>(tree.keySet());
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            unknown.remove(name);
            Object member = tree.get(name);
            arguments[i] = member == null ? null : value(components[i].getGenericType(), member, path + "/" + name);
        }
        if (!unknown.isEmpty()) {
            throw new SnapshotFormatException(
                    "it has unknown members " + unknown + (path.isEmpty() ? "" : " at [" + path + "]"), null);
        }
        try {
            Class<?>[] types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            Throwable reason = refused.getCause();
            throw new SnapshotFormatException(
                    reason instanceof NullPointerException
                            ? "its member [" + reason.getMessage() + "] is missing"
                            : String.valueOf(reason),
                    reason);
        } catch (IllegalArgumentException missing) { // null for a primitive type
            throw new SnapshotFormatException("a member with a number is missing", missing);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }

    private static Object value(Type type, @Nullable Object tree, String path) {
        if (type instanceof ParameterizedType generic && tree instanceof List<?> elements && isList(generic)) {
            Type element = generic.getActualTypeArguments()[0];
            List<Object> list = new ArrayList<>();
            for (Object each : elements) {
                list.add(value(element, each, path + "/" + list.size()));
            }
            return list;
        }
        if (type instanceof ParameterizedType generic && tree instanceof Map<?, ?> members && !isList(generic)) {
            Type member = generic.getActualTypeArguments()[1];
            Map<String, Object> map = new LinkedHashMap<>();
            members.forEach((key, each) -> map.put((String) key, value(member, each, path + "/" + key)));
            return map;
        }
        if (tree instanceof Map<?, ?> members && type instanceof Class<?> nested && nested.isRecord()) {
            return record(nested.asSubclass(Record.class), members, path);
        }
        Object simple = tree instanceof String text ? fromText(type, text, path) : fromNumber(type, tree);
        if (simple == null) {
            throw new SnapshotFormatException(
                    "its member [" + path + "] is [" + tree + "], which is not of type [" + type.getTypeName() + "]",
                    null);
        }
        return simple;
    }

    private static boolean isList(ParameterizedType type) {
        return type.getRawType() == List.class;
    }

    private static @Nullable Object fromNumber(Type type, @Nullable Object tree) {
        if (!(tree instanceof Long number)) {
            return null;
        }
        if (type == int.class) {
            return number.intValue() == number ? number.intValue() : null;
        }
        return type == long.class ? number : null;
    }

    private static @Nullable Object fromText(Type type, String text, String path) {
        if (type == String.class) {
            return text;
        }
        try {
            if (type == Duration.class) {
                // Machines measure nanoseconds.
                return Duration.ofNanos(Duration.parse(text).toNanos());
            }
            return type == Instant.class ? Instant.parse(text) : null;
        } catch (DateTimeException | ArithmeticException invalid) {
            throw new SnapshotFormatException(
                    "its member [" + path + "] is [" + text
                            + "], which is not a time in ISO 8601 of less than 292 years",
                    invalid);
        }
    }
}
