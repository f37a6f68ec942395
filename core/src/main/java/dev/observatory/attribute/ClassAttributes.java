package dev.observatory.attribute;

import dev.observatory.runtime.AgentPresence;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The observable fields that one class declares, held by that class, so that both become collectable together. */
final class ClassAttributes {
    private static final ClassValue<ClassAttributes> BY_CLASS = new ClassValue<>() {
        @Override
        protected ClassAttributes computeValue(Class<?> type) {
            return new ClassAttributes(type);
        }
    };

    private final Class<?> type;
    private final Map<String, SharedAttribute<?>> attributes = new ConcurrentHashMap<>();

    private ClassAttributes(Class<?> type) {
        this.type = type;
        for (Field field : type.getDeclaredFields()) {
            ObservableAttr tag = field.getAnnotation(ObservableAttr.class);
            if (tag != null) {
                attributes.put(
                        field.getName(), new SharedAttribute<>(field, tag.changesOnly(), tag.duringConstruction()));
            }
        }
    }

    static ClassAttributes of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** Returns the attribute of a field that is tagged, or that the agent weaves by name. */
    @Nullable
    SharedAttribute<?> get(String field) {
        SharedAttribute<?> known = attributes.get(field);
        return known == null && AgentPresence.isWoven(type, field) ? named(field) : known;
    }

    private @Nullable SharedAttribute<?> named(String name) {
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals(name)) {
                return attributes.computeIfAbsent(name, unused -> new SharedAttribute<>(field, false, false));
            }
        }
        return null;
    }

    Iterable<String> names() {
        return attributes.keySet();
    }
}
