package dev.observatory.attribute;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The observable fields that one class declares, held by that class itself, so that both are garbage together. */
final class ClassAttributes {
    private static final ClassValue<ClassAttributes> BY_CLASS = new ClassValue<>() {
        @Override
        protected ClassAttributes computeValue(Class<?> type) {
            return new ClassAttributes(type);
        }
    };

    private final Map<String, SharedAttribute<?>> attributes = new LinkedHashMap<>();

    private ClassAttributes(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            ObservableAttr tag = field.getAnnotation(ObservableAttr.class);
            if (tag != null) {
                attributes.put(field.getName(), new SharedAttribute<>(field, tag));
            }
        }
    }

    static ClassAttributes of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    @Nullable
    SharedAttribute<?> get(String field) {
        return attributes.get(field);
    }

    Iterable<String> names() {
        return attributes.keySet();
    }
}
